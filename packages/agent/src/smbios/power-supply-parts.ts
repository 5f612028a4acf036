/** Dell prints the revision behind the part number: `0X185VA00`. */
export function toPartNumber(text: string | null, manufacturer: string | null): string | null {
  if (text === null || !/dell/i.test(manufacturer ?? '')) return text;
  return text.replace(/^([0-9A-Z]{6})[AX]\d\d$/, '$1');
}
