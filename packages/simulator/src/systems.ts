/** A release of an operating system, as agents report it. */
export type System = {
  readonly weight: number;
  readonly kind: 'windows' | 'linux' | 'mac';
  /** In which lists of software its machines look. */
  readonly pool: 'windows' | 'deb' | 'rpm' | 'mac';
  /** As `OSNAME` says it. */
  readonly name: string;
  /** Version without what updates move. */
  readonly version: string;
  /** Name of the release alone, for section `operatingSystem`. */
  readonly short: string;
  readonly comments: string;
};

const windows = { kind: 'windows', pool: 'windows', comments: '' } as const;
const deb = { kind: 'linux', pool: 'deb' } as const;
const rpm = { kind: 'linux', pool: 'rpm' } as const;
const mac = { kind: 'mac', pool: 'mac', comments: '' } as const;

export const systems: Readonly<Record<string, readonly System[]>> = {
  windows: [
    { ...windows, weight: 34, name: 'Microsoft Windows 11 Professionnel', short: 'Windows 11', version: '10.0.22631' },
    { ...windows, weight: 22, name: 'Microsoft Windows 11 Enterprise', short: 'Windows 11', version: '10.0.26100' },
    { ...windows, weight: 26, name: 'Microsoft Windows 10 Professionnel', short: 'Windows 10', version: '10.0.19045' },
    { ...windows, weight: 12, name: 'Microsoft Windows 10 Enterprise', short: 'Windows 10', version: '10.0.19044' },
    { ...windows, weight: 2, name: 'Microsoft Windows 7 Professionnel', short: 'Windows 7', version: '6.1.7601' },
  ],
  windowsServer: [
    {
      ...windows,
      weight: 50,
      name: 'Microsoft Windows Server 2022 Standard',
      short: 'Windows Server 2022',
      version: '10.0.20348',
    },
    {
      ...windows,
      weight: 35,
      name: 'Microsoft Windows Server 2019 Standard',
      short: 'Windows Server 2019',
      version: '10.0.17763',
    },
    {
      ...windows,
      weight: 15,
      name: 'Microsoft Windows Server 2016 Datacenter',
      short: 'Windows Server 2016',
      version: '10.0.14393',
    },
    {
      ...windows,
      weight: 3,
      name: 'Microsoft Windows Server 2012 R2 Standard',
      short: 'Windows Server 2012 R2',
      version: '6.3.9600',
    },
  ],
  linux: [
    {
      ...deb,
      weight: 40,
      name: 'Ubuntu 24.04.1 LTS',
      short: 'Ubuntu',
      version: '24.04',
      comments: '#45-Ubuntu SMP PREEMPT_DYNAMIC',
    },
    { ...deb, weight: 30, name: 'Ubuntu 22.04.5 LTS', short: 'Ubuntu', version: '22.04', comments: '#131-Ubuntu SMP' },
    {
      ...deb,
      weight: 20,
      name: 'Debian GNU/Linux 12 (bookworm)',
      short: 'Debian GNU/Linux',
      version: '12.9',
      comments: '#1 SMP PREEMPT_DYNAMIC Debian 6.1.124-1',
    },
    {
      ...rpm,
      weight: 10,
      name: 'Fedora Linux 41 (Workstation Edition)',
      short: 'Fedora Linux',
      version: '41',
      comments: '#1 SMP PREEMPT_DYNAMIC',
    },
  ],
  linuxServer: [
    {
      ...deb,
      weight: 30,
      name: 'Debian GNU/Linux 12 (bookworm)',
      short: 'Debian GNU/Linux',
      version: '12.9',
      comments: '#1 SMP PREEMPT_DYNAMIC Debian 6.1.124-1',
    },
    {
      ...deb,
      weight: 15,
      name: 'Debian GNU/Linux 11 (bullseye)',
      short: 'Debian GNU/Linux',
      version: '11.11',
      comments: '#1 SMP Debian 5.10.226-1',
    },
    { ...deb, weight: 20, name: 'Ubuntu 22.04.5 LTS', short: 'Ubuntu', version: '22.04', comments: '#131-Ubuntu SMP' },
    {
      ...rpm,
      weight: 25,
      name: 'Red Hat Enterprise Linux 9.4 (Plow)',
      short: 'Red Hat Enterprise Linux',
      version: '9.4',
      comments: '#1 SMP PREEMPT_DYNAMIC',
    },
    {
      ...rpm,
      weight: 10,
      name: 'Red Hat Enterprise Linux 8.10 (Ootpa)',
      short: 'Red Hat Enterprise Linux',
      version: '8.10',
      comments: '#1 SMP',
    },
    {
      ...rpm,
      weight: 6,
      name: 'Rocky Linux 9.4 (Blue Onyx)',
      short: 'Rocky Linux',
      version: '9.4',
      comments: '#1 SMP PREEMPT_DYNAMIC',
    },
  ],
  mac: [
    { ...mac, weight: 50, name: 'macOS 15.1', short: 'macOS', version: '15.1' },
    { ...mac, weight: 35, name: 'macOS 14.7', short: 'macOS', version: '14.7' },
    { ...mac, weight: 15, name: 'macOS 13.7', short: 'macOS', version: '13.7' },
  ],
};
