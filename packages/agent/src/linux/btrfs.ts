import { type Host, once, readNumber, readValue } from '../host/host.ts';

/** A mounted btrfs file system that may lie on several devices. Sizes are bytes. */
export type BtrfsVolume = {
  readonly uuid: string;
  readonly label: string | null;
  readonly devices: readonly { readonly device: string; readonly sizeBytes: number }[];
  /** What its groups of blocks have not taken yet is free for any of them. */
  readonly usedBytes: number;
};

const FOLDER = '/sys/fs/btrfs';

export function readBtrfs(host: Host): Promise<readonly BtrfsVolume[]> {
  return once(host, 'btrfs', async () => {
    const ids = (await host.list(FOLDER)).filter((name) => /^[0-9a-f]{8}-/.test(name));
    return Promise.all(ids.map((id) => readVolume(host, id)));
  });
}

async function readVolume(host: Host, uuid: string): Promise<BtrfsVolume> {
  const folder = `${FOLDER}/${uuid}`;
  const devices = await Promise.all(
    (await host.list(`${folder}/devices`)).map(async (name) => ({
      device: `/dev/${name}`,
      sizeBytes: ((await readNumber(host, `/sys/class/block/${name}/size`)) ?? 0) * 512,
    })),
  );
  const taken = await Promise.all(
    ['data', 'metadata', 'system'].map((kind) => readNumber(host, `${folder}/allocation/${kind}/disk_total`)),
  );
  return {
    uuid,
    label: await readValue(host, `${folder}/label`),
    devices,
    usedBytes: taken.reduce<number>((sum, bytes) => sum + (bytes ?? 0), 0),
  };
}
