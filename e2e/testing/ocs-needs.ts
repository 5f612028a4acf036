import { file, linux, program, superuser } from './journey.ts';

/** What a real OCS server is made of. */
export const ocsServerNeeds = [
  linux,
  superuser,
  program('apache2'),
  program('mariadbd'),
  file('/etc/apache2/conf-available/ocsinventory-server.conf'),
  file('/usr/share/ocsinventory-reports/files/ocsbase_new.sql'),
];
