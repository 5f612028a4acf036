/**
 * What a GLPI knows of a computer: properties of `content`, and of the objects in each.
 *
 * Servers before GLPI 11 refuse a document that has anything else, and later ones do not look at it; our own sections and
 * columns travel in XML. Source: inventory.schema.json of github.com/glpi-project/inventory_format (MIT), 1.2.3.
 */
const KNOWN: Readonly<Record<string, string>> = {
  accesslog: 'logdate userid',
  antivirus: 'base_creation base_version company enabled expiration guid name uptodate version',
  batteries: 'capacity chemistry date manufacturer name real_capacity serial voltage',
  bios:
    'assettag bdate biosserial bmanufacturer bversion enclosureserial mmanufacturer mmodel msn ' +
    'secure_boot skunumber smanufacturer smodel ssn',
  cameras:
    'designation flashunit focallength imageformats lensfacing manufacturer model orientation resolution ' +
    'resolutionvideo sensorsize supports',
  controllers:
    'caption driver manufacturer model name pciclass pcislot pcisubsystemid productid rev serial type ' + 'vendorid',
  cpus:
    'arch cache core corecount description external_clock familyname familynumber id manufacturer model ' +
    'name serial speed stepping thread',
  databases_services:
    'databases is_active is_onbackup last_backup_date last_boot_date manufacturer name path port size ' +
    'type version',
  drives:
    'createdate description encrypt_algo encrypt_name encrypt_status encrypt_type filesystem free label ' +
    'letter serial systemdrive total type volumn',
  envs: 'key val',
  firewalls: 'description ipaddress ipaddress6 profile status',
  firmwares: 'date description manufacturer name type version',
  hardware:
    'chassis_type datelastloggeduser defaultgateway description dns lastloggeduser memory name swap type ' +
    'uuid vmsystem wincompany winlang winowner winprodid winprodkey workgroup',
  inputs: 'caption description interface layout manufacturer name pointingtype type',
  licenseinfos: 'activation_date components fullname key name productid trial update',
  local_groups: 'id members name',
  local_users: 'home id login name shell',
  logical_volumes: 'attr lv_name lv_uuid seg_count size vg_name vg_uuid',
  memories:
    'capacity caption description formfactor manufacturer memorycorrection model numslots purpose ' +
    'removable serialnumber speed type',
  modems: 'description imei manufacturer model name serial type',
  monitors: 'altserial base64 caption description manufacturer name port serial type uuencode',
  networks:
    'base description driver firmware ipaddress ipaddress6 ipdhcp ipgateway ipmask ipmask6 ipsubnet ' +
    'ipsubnet6 mac management manufacturer model mtu pciid pcislot pnpdeviceid slaves speed status type ' +
    'virtualdev wifi_bssid wifi_mode wifi_ssid wifi_version wwn',
  operatingsystem:
    'arch boot_time dns_domain fqdn full_name hostid install_date kernel_name kernel_version name ' +
    'service_pack ssh_key timezone version',
  physical_volumes: 'attr device format free pe_size pv_pe_count pv_uuid size vg_uuid',
  ports: 'caption description name type',
  powersupplies: 'hotreplaceable location manufacturer model name partnum plugged power_max serialnumber status',
  printers:
    'comment description driver errstatus name network port printprocessor resolution serial servername ' +
    'shared sharename status',
  processes: 'cmd cpuusage mem pid started tty user virtualmemory',
  remote_mgmt: 'id type version',
  sensors: 'manufacturer name type version',
  simcards: 'country iccid operator_code operator_name phone_number serial state subscriber_id',
  slots: 'description designation name status',
  softwares:
    'arch comments filesize folder from guid helplink install_date name no_remove publisher release_type ' +
    'system_category uninstall_string url_info_about userid username version version_major version_minor',
  sounds: 'caption description manufacturer name',
  storages:
    'description disksize encrypt_algo encrypt_name encrypt_status encrypt_type firmware interface ' +
    'manufacturer model name scsi_chid scsi_coid scsi_lun scsi_unid serial type wwn',
  usbdevices: 'caption class manufacturer name productid serial subclass vendorid',
  users: 'domain login',
  versionclient: '',
  versionprovider:
    'comments etime name perl_args perl_config perl_exe perl_inc perl_module perl_version program version',
  videos: 'chipset memory name pcislot resolution',
  virtualmachines:
    'comment image ipaddress mac memory name operatingsystem owner serial status subsystem uuid vcpu ' + 'vmtype',
  volume_groups: 'attr free lv_count pv_count size vg_extent_size vg_name vg_uuid',
};

const known = new Map(Object.entries(KNOWN).map(([name, columns]) => [name, new Set(columns.split(' '))]));

/** Whether a section, by its name in JSON, is among them. */
export const isSectionOfGlpi = (section: string) => known.has(section);

/** Whether a column of a section is among them. */
export const isKnownToGlpi = (section: string, column: string) => known.get(section)?.has(column) === true;

type Properties = { [name: string]: unknown };

/** An inventory document without what a GLPI does not know. */
export function toGlpiFormat(json: string): string {
  const document = JSON.parse(json) as Properties; // safe: made by encodeJsonInventory()
  const content: Properties = {};
  for (const [name, value] of Object.entries(document.content as Properties)) {
    const columns = known.get(name);
    if (columns !== undefined) content[name] = keep(value, columns);
  }
  return JSON.stringify({ ...document, content });
}

/** Of an object, or of each in a list; what is a text stays one. */
function keep(value: unknown, columns: ReadonlySet<string>): unknown {
  if (Array.isArray(value)) return value.map((each) => keep(each, columns));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([name]) => columns.has(name)));
}
