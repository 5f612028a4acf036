import { AppError, decodeGlpiMessage, decodeXmlRequest, type Inventory } from '@muster/protocol';
import { withScope } from '../access/viewer.ts';
import { diskFull } from '../db/disk-full.ts';
import type { ReceptionService } from '../fleet/reception-service.ts';
import type { FoundDocument } from './read-documents.ts';

/** What became of one document. */
export type ImportOutcome =
  | {
      readonly name: string;
      readonly deviceId: string;
      /** When the inventory was made, as its machine says; only to be shown. Null when it does not say. */
      readonly madeAt: string | null;
      /** Null in a dry run, and for a machine that who imports may not see. */
      readonly assetId: number | null;
      /** Whether the asset is a new one. */
      readonly created: boolean;
    }
  | { readonly name: string; readonly error: AppError };

type Needs = {
  readonly reception: Pick<ReceptionService, 'receive'>;
  /** Those of the assets that who asks may see. */
  readonly visible: (assetIds: readonly number[]) => Promise<readonly number[]>;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
};

export type ImportService = ReturnType<typeof createImportService>;

/** Takes in inventories that did not come from an agent: files of machines without a network. */
export function createImportService({ reception, visible, clock }: Needs) {
  async function store(name: string, inventory: Inventory): Promise<ImportOutcome> {
    // The moment of an import is now. What the file says of its own date is not believed, and orders nothing.
    const arrival = { at: clock(), sourceIp: null, userAgent: null, agentId: null };
    // An inventory goes to its machine, as if an agent had sent it: whoever brings the file.
    const { assetId, created } = await withScope('everything', () => reception.receive(inventory, arrival));
    const [seen = null] = await visible([assetId]);
    return { name, deviceId: inventory.deviceId, madeAt: madeAt(inventory), assetId: seen, created };
  }

  return {
    /**
     * Imports documents one after the other, each wholly or not at all; a bad one is reported and the next follows.
     *
     * @param options.dryRun Reads and checks, and stores nothing.
     */
    async *importAll(
      documents: AsyncIterable<FoundDocument>,
      { dryRun = false }: { readonly dryRun?: boolean } = {},
    ): AsyncGenerator<ImportOutcome, void, undefined> {
      for await (const document of documents) {
        const { name } = document;
        if ('error' in document) {
          yield document;
          continue;
        }
        try {
          const inventory = inventoryOf(document.text);
          if (dryRun)
            yield { name, deviceId: inventory.deviceId, madeAt: madeAt(inventory), assetId: null, created: false };
          else yield await store(name, inventory);
        } catch (error) {
          yield { name, error: error instanceof AppError ? error : notStored(error) };
        }
      }
    },
  };
}

/** @throws {AppError} As the decoders, and `MESSAGE_NOT_INVENTORY`. */
function inventoryOf(text: string): Inventory {
  if (text.startsWith('{')) {
    const message = decodeGlpiMessage(text);
    if (message.action === 'inventory') return message.inventory;
    throw new AppError('MESSAGE_NOT_INVENTORY', { query: message.action === 'other' ? message.name : message.action });
  }
  const request = decodeXmlRequest(text);
  if (request.query === 'INVENTORY') return request.inventory;
  throw new AppError('MESSAGE_NOT_INVENTORY', { query: request.query === 'OTHER' ? request.name : request.query });
}

/** OCS agents say it in HARDWARE, others in ACCESSLOG. */
function madeAt({ sections }: Inventory): string | null {
  const said = sections.hardware?.[0]?.lastDate ?? sections.accessLog?.[0]?.loggedAt;
  return typeof said === 'string' ? said : null;
}

/** The message of the database says what to do: another program holds the file. */
function notStored(cause: unknown): AppError {
  const full = diskFull(cause);
  if (full !== null) return full;
  const reason = cause instanceof Error ? cause.message.slice(0, 200) : 'unknown';
  return new AppError('IMPORT_NOT_STORED', { reason }, { cause });
}
