import { datetime, defineSection, flag, text } from '../define-section.ts';

/** Licences of commercial software. Source: `LICENSEINFOS`, `licenseinfos`. */
export const licenseInfos = defineSection({
  name: 'licenseInfos',
  label: 'Licences',
  description: 'Licences of commercial software found on the machine.',
  group: 'software',
  rows: 'many',
  wire: { xml: 'LICENSEINFOS', json: 'licenseinfos' },
  identity: ['fullName', 'name', 'productId'],
  columns: {
    name: text('Name', 'Name of the software.', { xml: 'NAME', search: true, listed: true }),
    fullName: text('Full name', 'Name with its edition.', { xml: 'FULLNAME', search: true, listed: true }),
    productKey: text('Product key', 'Key of the licence.', { xml: 'KEY', secret: true, listed: true }),
    productId: text('Product id', 'Identifier of the licensed product.', {
      xml: 'PRODUCTID',
      search: true,
      listed: true,
    }),
    components: text('Components', 'Programs the licence covers, joined by "/".', { xml: 'COMPONENTS' }),
    update: text('Update', 'Service pack applied to it.', { xml: 'UPDATE' }),
    trial: flag('Trial', 'It is a trial.', { xml: 'TRIAL', search: true, listed: true }),
    oem: flag('OEM', 'It was sold with the machine.', { xml: 'OEM' }),
    activatedAt: datetime('Activated at', 'When it was activated.', { xml: 'ACTIVATION_DATE' }),
  },
});
