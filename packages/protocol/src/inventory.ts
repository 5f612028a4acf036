import type { Row } from './define-section.ts';
import type { SectionName } from './sections/index.ts';

/** A value that no section defines: kept as it came, so that nothing an agent says is lost. */
export type OtherValue = {
  /** Name of the section on the wire, such as `SOFTWARES`; empty for what stands beside the sections. */
  readonly section: string;
  /** Number of the row within that section in the document, from 0. */
  readonly row: number;
  /** Where in the row, such as `TIMEZONE/NAME`; empty when the row itself is a text. */
  readonly path: string;
  readonly value: string;
};

/** Which family of agents wrote a document; they disagree about the meaning of a few elements. */
export type Dialect = 'ocs' | 'fusion' | 'glpi';

/** One report about one machine, whatever wire it came by. */
export type Inventory = {
  readonly deviceId: string;
  readonly dialect: Dialect;
  /** What the agent calls itself in the document, such as `FusionInventory-Agent_v2.6-3`; null when it does not say. */
  readonly agent: string | null;
  /** `Computer`, `NetworkEquipment`, `Printer`, `Phone`…, as GLPI names them. */
  readonly itemType: string;
  /** Only what changed was sent: a section that is absent is unchanged. */
  readonly partial: boolean;
  /** The administrative label TAG. */
  readonly tag: string | null;
  /** Previous device id of a renamed machine (OCS `OLD_DEVICEID`). */
  readonly oldDeviceId: string | null;
  /** `HARDWARE/CHECKSUM`: sections the agent believes to have changed; null when it sent none. */
  readonly checksum: number | null;
  /**
   * Rows by section. A section that is absent was not in the document; one that is present and empty was there without rows.
   */
  readonly sections: { readonly [S in SectionName]?: readonly Row[] };
  readonly other: readonly OtherValue[];
  /** True when there was more unknown data than `LIMITS` keeps. */
  readonly otherTruncated: boolean;
};
