import type { System } from './systems.ts';

/** How versions of a software look. */
export type VersionStyle = 'browser' | 'windows' | 'debian' | 'rpm' | 'plain' | 'letter' | 'none';

export type Known = {
  readonly name: string;
  readonly publisher: string | null;
  /** Days between two releases, where they are frequent. */
  readonly days?: number;
  readonly style?: VersionStyle;
  readonly major?: number;
  /** Few machines have it. */
  readonly rare?: boolean;
};

const of = (publisher: string | null, ...names: readonly string[]): Known[] =>
  names.map((name) => ({ name, publisher }));

const microsoft = 'Microsoft Corporation';

/** Titles that people will look for by name, the commonest first. */
export const knownTitles: Readonly<Record<System['pool'], readonly Known[]>> = {
  windows: [
    { name: 'Microsoft Edge', publisher: microsoft, days: 28, style: 'browser', major: 90 },
    { name: 'Microsoft Edge WebView2 Runtime', publisher: microsoft, days: 28, style: 'browser', major: 90 },
    { name: 'Google Chrome', publisher: 'Google LLC', days: 28, style: 'browser', major: 88 },
    { name: 'Mozilla Firefox (x64 fr)', publisher: 'Mozilla', days: 28, style: 'browser', major: 84 },
    { name: 'Microsoft 365 Apps for enterprise - fr-fr', publisher: microsoft, days: 35, style: 'windows', major: 16 },
    { name: 'Microsoft OneDrive', publisher: microsoft, days: 45, style: 'windows', major: 23 },
    { name: 'Microsoft Teams', publisher: microsoft, days: 40, style: 'windows', major: 1 },
    ...of(
      microsoft,
      'Microsoft Visual C++ 2015-2022 Redistributable (x64)',
      'Microsoft Visual C++ 2015-2022 Redistributable (x86)',
      'Microsoft Update Health Tools',
      'Microsoft Windows Desktop Runtime - 8.0 (x64)',
      'Microsoft .NET Runtime - 8.0 (x64)',
      'Microsoft Visual C++ 2013 Redistributable (x64)',
      'Microsoft Visual C++ 2010 x64 Redistributable',
    ),
    { name: '7-Zip (x64)', publisher: 'Igor Pavlov', style: 'plain', major: 23 },
    { name: 'Adobe Acrobat Reader - Français', publisher: 'Adobe Inc.', days: 60, style: 'windows', major: 24 },
    ...of('OCS Inventory NG Team', 'OCS Inventory NG Agent'),
    { name: 'VLC media player', publisher: 'VideoLAN', style: 'plain', major: 3 },
    { name: 'Notepad++ (64-bit x64)', publisher: 'Notepad++ Team', days: 90, style: 'plain', major: 8 },
    ...of('Dell Inc.', 'Dell Command | Update', 'Dell SupportAssist'),
    {
      name: 'Zoom Workplace (64-bit)',
      publisher: 'Zoom Video Communications, Inc.',
      days: 30,
      style: 'windows',
      major: 6,
    },
    { name: 'Java 8 Update 401 (64-bit)', publisher: 'Oracle Corporation', style: 'none', major: 8 },
    { name: 'LibreOffice 24.2 Help Pack (French)', publisher: 'The Document Foundation', style: 'plain', major: 24 },
    { name: 'LibreOffice 24.2', publisher: 'The Document Foundation', style: 'plain', major: 24 },
    { name: 'PuTTY release 0.80 (64-bit)', publisher: 'Simon Tatham', style: 'plain', major: 0 },
    { name: 'WinSCP', publisher: 'Martin Prikryl', style: 'plain', major: 6 },
    { rare: true, name: 'FileZilla 3', publisher: 'Tim Kosse', days: 45, style: 'plain', major: 3 },
    { rare: true, name: 'TeamViewer', publisher: 'TeamViewer', days: 40, style: 'windows', major: 15 },
    { rare: true, name: 'AnyDesk', publisher: 'AnyDesk Software GmbH', style: 'plain', major: 8 },
    { rare: true, name: 'GIMP 2.10', publisher: 'The GIMP Team', style: 'plain', major: 2 },
    { rare: true, name: 'AutoCAD 2024 - Français (French)', publisher: 'Autodesk', style: 'none', major: 24 },
    { name: 'Git', publisher: 'The Git Development Community', days: 60, style: 'plain', major: 2 },
    { name: 'Microsoft Visual Studio Code', publisher: microsoft, days: 30, style: 'plain', major: 1 },
    {
      name: 'OpenSSL 3.0 Light (64-bit)',
      publisher: 'OpenSSL Win64 Installer Team',
      days: 200,
      style: 'letter',
      major: 2,
    },
    {
      rare: true,
      name: 'Wireshark 4.2 64-bit',
      publisher: 'The Wireshark developer community',
      style: 'plain',
      major: 4,
    },
    { rare: true, name: 'Microsoft SQL Server 2019 (64-bit)', publisher: microsoft, style: 'none', major: 15 },
    { rare: true, name: 'µTorrent', publisher: 'BitTorrent Limited', style: 'plain', major: 3 },
  ],
  deb: [
    ...of(
      null,
      'base-files',
      'bash',
      'coreutils',
      'dpkg',
      'apt',
      'libc6',
      'systemd',
      'util-linux',
      'openssh-client',
      'tar',
      'gzip',
      'perl-base',
      'python3',
      'python3-minimal',
      'zlib1g',
      'libpam0g',
    ),
    { name: 'openssl', publisher: null, days: 200, style: 'letter', major: 2 },
    { name: 'libssl3', publisher: null, days: 200, style: 'letter', major: 2 },
    { name: 'linux-image-amd64', publisher: null, days: 30 },
    { name: 'curl', publisher: null, days: 120 },
    ...of(null, 'sudo', 'vim-tiny', 'nano', 'rsync', 'git', 'ca-certificates', 'gnupg', 'ocsinventory-agent'),
    { name: 'firefox-esr', publisher: null, days: 28, style: 'browser', major: 78 },
    ...of(
      null,
      'openssh-server',
      'nginx',
      'postgresql-15',
      'docker.io',
      'apache2',
      'mariadb-server',
      'libreoffice-core',
      'gimp',
      'vlc',
      'wireshark',
    ),
  ],
  rpm: [
    ...of(
      'Red Hat, Inc.',
      'bash',
      'coreutils',
      'glibc',
      'systemd',
      'rpm',
      'dnf',
      'util-linux',
      'openssh-clients',
      'tar',
      'gzip',
      'perl-libs',
      'python3',
      'zlib',
    ),
    { name: 'openssl', publisher: 'Red Hat, Inc.', days: 200, style: 'letter', major: 2 },
    { name: 'openssl-libs', publisher: 'Red Hat, Inc.', days: 200, style: 'letter', major: 2 },
    { name: 'kernel-core', publisher: 'Red Hat, Inc.', days: 30 },
    ...of(
      'Red Hat, Inc.',
      'sudo',
      'vim-minimal',
      'curl',
      'rsync',
      'git',
      'openssh-server',
      'nginx',
      'podman',
      'postgresql-server',
      'httpd',
      'mariadb-server',
    ),
  ],
  mac: [
    ...of(
      'Apple',
      'Safari',
      'Mail',
      'Calendar',
      'Notes',
      'Preview',
      'Terminal',
      'Xcode',
      'Pages',
      'Numbers',
      'Keynote',
    ),
    { name: 'Google Chrome', publisher: 'Google LLC', days: 28, style: 'browser', major: 88 },
    { name: 'Microsoft Word', publisher: microsoft, days: 30, style: 'plain', major: 16 },
    { name: 'Microsoft Excel', publisher: microsoft, days: 30, style: 'plain', major: 16 },
    { name: 'Microsoft Teams', publisher: microsoft, days: 40, style: 'plain', major: 24 },
    { name: 'zoom.us', publisher: 'Zoom Video Communications, Inc.', days: 30, style: 'plain', major: 6 },
    ...of('Adobe Inc.', 'Adobe Acrobat Reader', 'Adobe Photoshop 2024', 'Adobe Illustrator 2024'),
  ],
};
