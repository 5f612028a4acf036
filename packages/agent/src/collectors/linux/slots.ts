import { sections } from '@muster/protocol';
import { defineCollector } from '../../define-collector.ts';
import { ofType, readSmbios } from '../../smbios/read-smbios.ts';
import { SLOT_USAGES, slotTypeName } from '../../smbios/smbios-names.ts';

/** Expansion slots, from SMBIOS structures 9. */
export const linuxSlots = defineCollector({
  name: 'linux/slots',
  section: sections.slots,
  platforms: ['linux'],
  async collect(host) {
    const found = ofType(await readSmbios(host), 9);
    if (found.length === 0) return null;
    return found.map((slot) => ({
      name: slot.text(0x04),
      description: slotTypeName(slot.byte(0x05) ?? 0),
      designation: String(slot.word(0x09) ?? '') || null,
      status: toStatus(SLOT_USAGES[slot.byte(0x07) ?? 0] ?? null),
    }));
  },
});

function toStatus(usage: string | null): string | null {
  return usage === 'In Use' ? 'used' : usage === 'Available' ? 'free' : null;
}
