import { parseUpower } from '../../../linux/upower.ts';
import { type Topic, textOf } from '../conformance.ts';

type Told = { readonly vendor?: string; readonly model?: string; readonly detail?: Readonly<Record<string, unknown>> };

/** `upower -d` prints several devices; the agent asks for one at a time. */
const devicesOf = (text: string) => text.split(/^(?=Device:|Daemon:)/m);

export const batteriesJc: Topic = {
  topic: 'batteries-jc',
  checks: {
    upower: (given) => {
      const wanted = (given.expected as readonly Told[]).filter(({ detail }) => detail?.type === 'battery');
      const found = devicesOf(textOf(given)).map(parseUpower);
      return {
        got: found
          .filter((battery) => battery !== null)
          .map((battery) => ({
            model: battery.name,
            vendor: battery.manufacturer,
            state: battery.status,
            full: battery.realCapacity,
            design: battery.capacity,
            voltage: battery.voltage,
            percentage: battery.level,
          })),
        wanted: wanted.map(({ model, vendor, detail }) => ({
          model,
          vendor,
          state: detail?.state,
          full: thousandths(detail?.energy_full),
          design: thousandths(detail?.energy_full_design),
          voltage: thousandths(detail?.voltage),
          percentage: Math.trunc(Number(detail?.percentage)),
        })),
      };
    },
  },
  notRead: { acpi: 'the agent reads /sys/class/power_supply, of which acpi prints a part' },
};

const thousandths = (value: unknown) => Math.round(Number(value) * 1000);
