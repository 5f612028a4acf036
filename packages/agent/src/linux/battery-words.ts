/** The number of a Smart Battery has 16 bits: firmware prints its hexadecimal digits, the kernel a decimal number. */
export function toBatterySerial(serial: string | null): string | null {
  if (serial === null || /^0+$/.test(serial)) return null;
  if (/^[0-9a-f]{4}$/i.test(serial) && /[a-f]/i.test(serial)) return String(Number.parseInt(serial, 16));
  return serial.replace(/^0+(?=\d)/, '');
}

export function toChemistry(technology: string | null): string | null {
  return technology === null ? null : (CHEMISTRIES[technology.toLowerCase()] ?? technology);
}

/** The short words of the kernel, of Smart Batteries and of UPower → those of SMBIOS and servers. */
const CHEMISTRIES: Readonly<Record<string, string>> = {
  'li-ion': 'Lithium Ion',
  lion: 'Lithium Ion',
  'lithium-ion': 'Lithium Ion',
  'li-poly': 'Lithium Polymer',
  lip: 'Lithium Polymer',
  'lithium-polymer': 'Lithium Polymer',
  nimh: 'Nickel Metal Hydride',
  'nickel-metal-hydride': 'Nickel Metal Hydride',
  nicd: 'Nickel Cadmium',
  'nickel-cadmium': 'Nickel Cadmium',
  pbac: 'Lead Acid',
  'lead-acid': 'Lead Acid',
};
