import { Readable } from 'node:stream';
import { AppError } from '@muster/protocol';
import type { AuditService, Doer } from '../audit/audit-service.ts';
import type { AgentFilesRepository, StoredFile } from './agent-files-repository.ts';
import type { ContentStore } from './content-store.ts';

/** Under this name agents ask for the text of the TAG prompt. Source: ocs-server §4.3. */
const LABEL = 'label';
/** What a file may be called: nothing that means something in a path, a URL or a header. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._+-]{0,127}$/;
/** Characters of that text: it stands in a small window. */
const LABEL_CHARACTERS = 1000;
/** An agent with its set-up program has some 20 MB. */
export const FILE_BYTES = 512 * 1024 * 1024;

export type AgentFile = {
  readonly name: string;
  readonly sha256: string;
  /** Bytes. */
  readonly size: number;
  readonly uploadedAt: string;
  readonly uploadedBy: string;
};

export type Download = {
  readonly stream: Readable;
  /** Bytes. */
  readonly size: number;
  readonly sha256: string | null;
};

type Needs = {
  readonly repository: AgentFilesRepository;
  readonly store: ContentStore;
  readonly audit: Pick<AuditService, 'record'>;
  readonly clock: () => number;
};

export type AgentFilesService = ReturnType<typeof createAgentFilesService>;

/** What agents and their installers download by name, and the label above the TAG prompt. */
export function createAgentFilesService({ repository, store, audit, clock }: Needs) {
  let last: Promise<unknown> = Promise.resolve();
  /** One after the other: a content must not go while another name is being given to it. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = last.then(work, work);
    last = turn.catch(() => undefined);
    return turn;
  }

  async function dropUnused(sha256: string): Promise<void> {
    if (!(await repository.isUsed(sha256))) await store.remove(sha256);
  }

  return {
    async list(): Promise<AgentFile[]> {
      return (await repository.list()).map(toFile);
    },

    /**
     * Keeps a file under a name; another file of that name is replaced.
     *
     * @throws {AppError} `AGENT_FILE_NAME_INVALID`, `AGENT_FILE_TOO_LARGE`, `AGENT_FILE_UNWRITABLE`.
     */
    async upload(name: string, stream: Readable, doer: Doer): Promise<AgentFile> {
      if (!NAME.test(name) || name === LABEL) {
        throw new AppError('AGENT_FILE_NAME_INVALID');
      }
      const { content, place, discard } = await store.receive(stream, FILE_BYTES);
      return await inTurn(async () => {
        const file: StoredFile = { name, ...content, uploaded_at: clock(), uploaded_by: doer.actor };
        try {
          await place();
          const before = await repository.transaction(async (trx) => {
            const replaced = await repository.find(name, trx);
            await repository.save(trx, file);
            const told = replaced === undefined ? null : { sha256: replaced.sha256, size: replaced.size };
            const target = `agent file ${name}`;
            await audit.record(
              { ...doer, action: 'agentFile.upload', target, before: told, after: { ...content } },
              trx,
            );
            return replaced;
          });
          if (before !== undefined) await dropUnused(before.sha256);
          return toFile(file);
        } catch (error) {
          await discard();
          await dropUnused(content.sha256);
          throw error;
        }
      });
    },

    /** @throws {AppError} `AGENT_FILE_NOT_FOUND`. */
    remove: (name: string, doer: Doer): Promise<void> =>
      inTurn(async () => {
        const removed = await repository.transaction(async (trx) => {
          const file = await repository.find(name, trx);
          if (file === undefined) throw new AppError('AGENT_FILE_NOT_FOUND', { name });
          await repository.remove(trx, name);
          const before = { sha256: file.sha256, size: file.size };
          await audit.record({ ...doer, action: 'agentFile.delete', target: `agent file ${name}`, before }, trx);
          return file;
        });
        await dropUnused(removed.sha256);
      }),

    /** What an agent asks for by name. @throws {AppError} `AGENT_FILE_UNKNOWN`. */
    async download(name: string): Promise<Download> {
      if (name === LABEL) {
        const text = await repository.label();
        if (text === null) throw new AppError('AGENT_FILE_UNKNOWN');
        const bytes = Buffer.from(text);
        return { stream: Readable.from([bytes]), size: bytes.length, sha256: null };
      }
      const file = NAME.test(name) ? await repository.find(name) : undefined;
      const stream = file === undefined ? undefined : await store.open(file);
      if (file === undefined || stream === undefined) throw new AppError('AGENT_FILE_UNKNOWN');
      return { stream, size: file.size, sha256: file.sha256 };
    },

    label: (): Promise<string | null> => repository.label(),

    /**
     * @param given One sentence; an empty one removes it, and agents ask nobody.
     * @param expected What it was, as the doer saw it; not given: whatever.
     * @throws {AppError} `AGENT_LABEL_INVALID`, `AGENT_LABEL_CHANGED`.
     */
    async setLabel(given: string, doer: Doer, expected?: string | null): Promise<string | null> {
      const line = given.replace(/\p{Cc}+/gu, ' ').trim();
      if (line.length > LABEL_CHARACTERS) throw new AppError('AGENT_LABEL_INVALID', { limit: LABEL_CHARACTERS });
      const after = line === '' ? null : line;
      await repository.transaction(async (trx) => {
        const before = await repository.label(trx);
        if (expected !== undefined && expected !== before) throw new AppError('AGENT_LABEL_CHANGED');
        await repository.setLabel(trx, after, clock());
        await audit.record({ ...doer, action: 'agentLabel.set', target: '', before, after }, trx);
      });
      return after;
    },
  };
}

const toFile = ({ name, sha256, size, ...file }: StoredFile): AgentFile => ({
  name,
  sha256,
  size,
  uploadedAt: new Date(file.uploaded_at).toISOString(),
  uploadedBy: file.uploaded_by,
});
