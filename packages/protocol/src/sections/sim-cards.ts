import { defineSection, text } from '../define-section.ts';

/**
 * SIM cards.
 *
 * Source: `SIMCARDS`, `simcards` of GLPI and Android agents and of network equipment; `SIM` of OCS agents, which name the fields
 * differently.
 */
export const simCards = defineSection({
  name: 'simCards',
  label: 'SIM cards',
  description: 'SIM cards.',
  group: 'devices',
  rows: 'many',
  wire: { xml: ['SIMCARDS', 'SIM'], ocs: 'SIM', json: 'simcards', device: 'SIMCARDS' },
  identity: ['iccid', 'serial', 'subscriberId'],
  checksumBit: 524_288,
  columns: {
    operatorName: text('Operator', 'Name of the operator.', {
      xml: 'OPERATOR_NAME',
      ocs: ['OPNAME', 'OPERATOR_NAME'],
      search: true,
      listed: true,
    }),
    operatorCode: text('Operator code', 'Country and network code of the operator.', {
      xml: 'OPERATOR_CODE',
      ocs: ['OPERATOR', 'OPERATOR_CODE'],
      search: true,
      listed: true,
    }),
    country: text('Country', 'Country of the operator.', { xml: 'COUNTRY', listed: true }),
    phoneNumber: text('Phone number', 'Number of the line.', {
      xml: ['PHONE_NUMBER', 'LINE_NUMBER'],
      ocs: ['PHONENUMBER', 'LINE_NUMBER'],
      search: true,
      listed: true,
    }),
    serial: text('Serial number', 'Its serial number.', {
      xml: 'SERIAL',
      ocs: ['SERIALNUMBER', 'SERIAL'],
      search: true,
      listed: true,
    }),
    iccid: text('ICCID', 'Number that identifies the card.', { xml: 'ICCID', search: true, listed: true }),
    subscriberId: text('Subscriber', 'Number that identifies the subscriber.', { xml: 'SUBSCRIBER_ID' }),
    state: text('State', 'Whether the card is ready.', { xml: 'STATE', listed: true }),
    phoneId: text('Device', 'Identifier of the phone it is in.', { xml: 'DEVICEID' }),
  },
});
