import type { Found } from '../define-collector.ts';

/** Identity of the machine: structures 0 to 3. */
export type MachineFacts = {
  readonly systemManufacturer: string | null;
  readonly systemModel: string | null;
  readonly systemVersion: string | null;
  readonly systemSerial: string | null;
  readonly systemSku: string | null;
  readonly uuid: string | null;
  readonly boardManufacturer: string | null;
  readonly boardModel: string | null;
  readonly boardSerial: string | null;
  readonly chassisType: string | null;
  readonly chassisSerial: string | null;
  readonly assetTag: string | null;
  readonly biosManufacturer: string | null;
  readonly biosVersion: string | null;
  /** `MM/DD/YYYY`, as firmware writes it. */
  readonly biosDate: string | null;
};

/** A socket with a processor in it: structure 4. */
export type ProcessorFacts = {
  readonly socket: string | null;
  readonly name: string | null;
  readonly manufacturer: string | null;
  readonly familyName: string | null;
  /** The eight bytes of its CPUID answer, the lowest first; null when firmware left them out. */
  readonly idBytes: readonly number[] | null;
  readonly voltage: string | null;
  readonly externalClockMHz: number | null;
  readonly highestSpeedMHz: number | null;
  readonly currentSpeedMHz: number | null;
  readonly serial: string | null;
  readonly cores: number | null;
  readonly coresEnabled: number | null;
  readonly threads: number | null;
};

/** A memory module or an empty slot: structure 17, or 6 of firmware before 1999. */
export type MemoryFacts = {
  readonly locator: string | null;
  readonly formFactor: string | null;
  /** Null: the slot is empty. */
  readonly capacityMiB: number | null;
  readonly type: string | null;
  readonly speed: number | null;
  readonly manufacturer: string | null;
  readonly serial: string | null;
  readonly partNumber: string | null;
  /** Of the array it belongs to. */
  readonly errorCorrection: string | null;
};

/** What the firmware says of the machine, from its table or from the program that prints it. Each part is read when asked for. */
export type Smbios = {
  machine(): MachineFacts;
  processors(): readonly ProcessorFacts[];
  memory(): readonly MemoryFacts[];
  ports(): readonly Found<'ports'>[];
  slots(): readonly Found<'slots'>[];
  batteries(): readonly Found<'batteries'>[];
  powerSupplies(): readonly Found<'powerSupplies'>[];
};
