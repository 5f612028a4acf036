/** Texts that the GLPI JSON schema lets through, where it is not an enumeration that a section writes out itself. */
export const IPV4 = String.raw`^((25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.(?!$)|$)){4}$`;
/** Eight groups, or fewer with one `::`. */
export const IPV6 =
  '^(?!:[^:])(?!.*[^:]:$)(?!.*::.*::)(?!.*:::)(?=.*::|([^:]+:){7}[^:]+$)([0-9a-fA-F]{0,4}:){2,8}[0-9a-fA-F]{0,4}$';
export const IP_ADDRESS = `(${IPV4})|(${IPV6})`;
export const DATETIME = String.raw`^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d:\d\d)?$`;
