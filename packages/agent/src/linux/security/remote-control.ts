import type { Found } from '../../define-collector.ts';
import type { Host } from '../../host/host.ts';
import { parsePasswd } from '../accounts.ts';
import { readInstalledPackages } from '../packages/package-managers.ts';

export type RemoteControl = Found<'remoteManagement'>;

type Reader = (host: Host) => Promise<RemoteControl[]>;

/** Programs by which the machine can be controlled from afar, with the number or name others reach it under. */
export async function readRemoteControl(host: Host): Promise<RemoteControl[]> {
  const readers: readonly Reader[] = [
    readTeamViewer,
    readAnyDesk,
    readRustDesk,
    readMeshAgent,
    readTacticalRmm,
    readDwAgent,
    readScreenConnect,
    readSupremo,
    readLiteManager,
  ];
  const found = (await Promise.all(readers.map((read) => read(host)))).flat();
  if (found.length === 0) return [];
  const packages = await readInstalledPackages(host);
  return found.map((row) => ({
    ...row,
    version:
      row.version ?? packages.find(({ name }) => name?.toLowerCase().startsWith(row.type ?? '-'))?.version ?? null,
  }));
}

async function readTeamViewer(host: Host): Promise<RemoteControl[]> {
  const settings = await host.read('/etc/teamviewer/global.conf');
  if (settings === null) return [];
  const known = parseTeamViewer(settings);
  if (known !== null) return [known];
  const remoteId = parseTeamViewerInfo((await host.run('teamviewer', ['--info'], { timeoutMs: 10_000 })) ?? '');
  return remoteId === null ? [] : [{ type: 'teamviewer', remoteId }];
}

/** Lines `[int32] ClientID = 123456789` and `[strng] Version = "15.27.3"`. */
export function parseTeamViewer(text: string): RemoteControl | null {
  const [, remoteId] = /^\[int32\] ClientID = (\d+)/m.exec(text) ?? [];
  const [, version] = /^\[strng\] Version = "([^"]*)"/m.exec(text) ?? [];
  return remoteId === undefined || remoteId === '0' ? null : { type: 'teamviewer', remoteId, version: version ?? null };
}

/** The program colours what it prints. */
export function parseTeamViewerInfo(output: string): string | null {
  return /TeamViewer ID:(?:[^\d\n]*\[[\d;]*m)*\s*(\d+)/.exec(output)?.[1] ?? null;
}

async function readAnyDesk(host: Host): Promise<RemoteControl[]> {
  // Companies have editions of their own, each with its folder: /etc/anydesk_ad_1a2b3c.
  const folders = (await host.list('/etc')).filter((name) => name.startsWith('anydesk'));
  const texts = await Promise.all(folders.map((name) => host.read(`/etc/${name}/system.conf`)));
  return texts.flatMap((text) => {
    const [, remoteId] = /^ad\.anynet\.id=(\S+)/m.exec(text ?? '') ?? [];
    return remoteId === undefined ? [] : [{ type: 'anydesk', remoteId }];
  });
}

async function readRustDesk(host: Host): Promise<RemoteControl[]> {
  // Its service runs as root.
  const root = parsePasswd((await host.read('/etc/passwd')) ?? '').find(({ uid }) => uid === 0);
  const text = await host.read(`${root?.home ?? '/root'}/.config/rustdesk/RustDesk.toml`);
  const [, plain] = /^id = ['"]([^'"]+)['"]/m.exec(text ?? '') ?? [];
  if (plain !== undefined) return [{ type: 'rustdesk', remoteId: plain }];
  if (text === null && (await host.stat('/usr/share/rustdesk')) === null) return [];
  // Since version 1.2.2 the file has it encrypted.
  const [, told] =
    /^(\d{6,})[ \t]*$/m.exec((await host.run('rustdesk', ['--get-id'], { timeoutMs: 10_000 })) ?? '') ?? [];
  return told === undefined ? [] : [{ type: 'rustdesk', remoteId: told }];
}

const MESH_FOLDERS = ['/usr/local/mesh_services/meshagent', '/opt/meshagent', '/usr/local/mesh'];

async function readMeshAgent(host: Host): Promise<RemoteControl[]> {
  for (const folder of MESH_FOLDERS) {
    const settings = await host.read(`${folder}/meshagent.msh`);
    if (settings === null) continue;
    const output = await host.run(`${folder}/meshagent`, ['-nodeid'], { timeoutMs: 10_000 });
    const [, told] = /^[ \t]*([\w$@/+=]{20,})[ \t]*$/m.exec(output ?? '') ?? [];
    const [, node] = /^NodeID=(\S+)/m.exec(settings) ?? [];
    const remoteId = told ?? node;
    return remoteId === undefined ? [] : [{ type: 'meshcentral', remoteId }];
  }
  return [];
}

async function readTacticalRmm(host: Host): Promise<RemoteControl[]> {
  const settings = parseObject(await host.read('/etc/tacticalagent'));
  return typeof settings?.agentid === 'string' ? [{ type: 'tacticalrmm', remoteId: settings.agentid }] : [];
}

async function readDwAgent(host: Host): Promise<RemoteControl[]> {
  const settings = parseObject(await host.read('/usr/share/dwagent/config.json'));
  // Not its password, which stands beside.
  return typeof settings?.key === 'string' ? [{ type: 'dwservice', remoteId: settings.key }] : [];
}

async function readScreenConnect(host: Host): Promise<RemoteControl[]> {
  const names = (await host.list('/opt')).map(
    (name) => /^(?:screenconnect|connectwisecontrol)-([0-9a-f]{16})$/.exec(name)?.[1],
  );
  return names.filter((id) => id !== undefined).map((remoteId) => ({ type: 'screenconnect', remoteId }));
}

async function readSupremo(host: Host): Promise<RemoteControl[]> {
  if ((await host.stat('/opt/supremo')) === null && (await host.stat('/usr/bin/supremo')) === null) return [];
  const output = await host.run('supremo', ['--info'], { timeoutMs: 10_000 });
  const [, remoteId] = /\bID:?\s*(\d{9,})/i.exec(output ?? '') ?? [];
  return remoteId === undefined ? [] : [{ type: 'supremo', remoteId }];
}

async function readLiteManager(host: Host): Promise<RemoteControl[]> {
  for (const path of ['/etc/litemanager/server.conf', '/opt/litemanager/server.conf']) {
    const [, remoteId] =
      /^[ \t]*(?:id|noip_id|internetid)\s*=\s*["']?([\w.-]+)/im.exec((await host.read(path)) ?? '') ?? [];
    if (remoteId !== undefined) return [{ type: 'litemanager', remoteId }];
  }
  return [];
}

function parseObject(json: string | null): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(json ?? '');
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null; // safe: an object
  } catch {
    return null;
  }
}
