import { describe, expect, test } from 'vitest';
import {
  decodeInventoryReply,
  decodePrologReply,
  encodeEmptyReply,
  encodeErrorReply,
  encodeInventoryReply,
  encodeProlog,
  encodePrologReply,
  type PrologReply,
} from './xml-replies.ts';
import { decodeXmlRequest } from './xml-request.ts';

const codeOf = (code: string) => expect.objectContaining({ name: 'AppError', code });

test('encodeProlog() writes what decodeXmlRequest() reads', () => {
  expect(decodeXmlRequest(encodeProlog({ deviceId: 'pc-1' }))).toEqual({
    query: 'PROLOG',
    deviceId: 'pc-1',
    token: null,
  });
  expect(encodeProlog({ deviceId: 'pc-1', token: '12345678' })).toContain('<TOKEN>12345678</TOKEN>');
});

describe('a PROLOG reply', () => {
  const reply: PrologReply = {
    response: 'SEND',
    prologFreq: 24,
    inventoryOnStartup: true,
    options: [
      { name: 'IPDISCOVER', params: [{ element: 'PARAM', attributes: { IPDISC_LAT: '100' }, text: '192.0.2.0' }] },
      {
        name: 'NETDISCOVERY',
        params: [
          { element: 'PARAM', attributes: { PID: '41' }, text: '' },
          { element: 'RANGEIP', attributes: { ID: '1', IPSTART: '192.0.2.1' }, text: '' },
        ],
      },
    ],
  };

  test('survives writing and reading', () => {
    expect(decodePrologReply(encodePrologReply(reply))).toEqual(reply);
  });

  test('reads parameters as elements too, and names in any letters', () => {
    const xml =
      '<REPLY><OPTION><NAME>Registry</NAME><PARAM><NAME>x</NAME><REGKEY>k</REGKEY></PARAM></OPTION><RESPONSE>send</RESPONSE></REPLY>';
    expect(decodePrologReply(xml)).toMatchObject({
      response: 'SEND',
      prologFreq: null,
      inventoryOnStartup: null,
      options: [{ name: 'REGISTRY', params: [{ attributes: { NAME: 'x', REGKEY: 'k' } }] }],
    });
  });

  test('never has a frequency of 0, and is never empty: some agents would call without pause, others give up', () => {
    expect(encodePrologReply({ ...reply, prologFreq: 0 })).toContain('<PROLOG_FREQ>1</PROLOG_FREQ>');
    const least = encodePrologReply({ response: null, prologFreq: null, inventoryOnStartup: null, options: [] });
    expect(least).toContain('<RESPONSE>STOP</RESPONSE>');
  });

  test.each([
    { name: 'an error', xml: '<REPLY><ERROR>Disk is full</ERROR></REPLY>', code: 'MESSAGE_SHAPE_WRONG' },
    { name: 'a request', xml: '<REQUEST/>', code: 'MESSAGE_SHAPE_WRONG' },
    { name: 'a page', xml: '<html><body>404<br></body></html>', code: 'XML_NOT_WELL_FORMED' },
  ])('is not $name', ({ xml, code }) => {
    expect(() => decodePrologReply(xml)).toThrow(codeOf(code));
  });
});

describe('an inventory reply', () => {
  test('gives an OCS agent its administrative values', () => {
    const account = { TAG: 'paris', 'Room <1>': 'B & 12' };
    expect(decodeInventoryReply(encodeInventoryReply({ dialect: 'ocs', account }))).toEqual({
      response: 'ACCOUNT_UPDATE',
      account,
    });
    expect(decodeInventoryReply(encodeInventoryReply({ dialect: 'ocs' }))).toEqual({
      response: 'NO_ACCOUNT_UPDATE',
      account: {},
    });
  });

  test('is any REPLY for others', () => {
    expect(decodeInventoryReply(encodeInventoryReply({ dialect: 'fusion' }))).toEqual({ response: null, account: {} });
    expect(decodeInventoryReply('<REPLY></REPLY>')).toEqual({ response: null, account: {} });
    expect(decodeInventoryReply(encodeEmptyReply())).toEqual({ response: null, account: {} });
  });

  test('may be an error', () => {
    expect(() => decodeInventoryReply(encodeErrorReply('no <room>'))).toThrow(/no <room>/);
  });

  test('takes the name of no property of objects for an account', () => {
    const xml = '<REPLY><ACCOUNTINFO><KEYNAME>__proto__</KEYNAME><KEYVALUE>x</KEYVALUE></ACCOUNTINFO></REPLY>';
    const { account } = decodeInventoryReply(xml);
    expect(Object.keys(account)).toEqual(['__proto__']);
    expect(Object.getPrototypeOf(account)).toBe(Object.prototype);
  });
});
