import { decodeEdid } from '../../../linux/edid.ts';
import { parseXrandr } from '../../../linux/xrandr.ts';
import { type Topic, textOf } from '../conformance.ts';

type Told = Readonly<Record<string, unknown>> & {
  readonly props?: { readonly EdidModel?: { readonly name?: string } };
};
type Screen = { readonly current_width: number; readonly current_height: number; readonly devices: readonly Told[] };

const OUTPUT =
  'device_name is_connected is_primary resolution_width resolution_height offset_width offset_height dimension_width dimension_height';

export const xrandr: Topic = {
  topic: 'xrandr',
  checks: {
    xrandr: (given) => ({
      got: parseXrandr(textOf(given)).map(({ width, height, outputs }) => ({
        current_width: width,
        current_height: height,
        devices: outputs.map((output) => ({
          device_name: output.name,
          is_connected: output.connected,
          is_primary: output.primary,
          resolution_width: output.mode?.width,
          resolution_height: output.mode?.height,
          offset_width: output.mode?.x,
          offset_height: output.mode?.y,
          dimension_width: output.millimetres?.width,
          dimension_height: output.millimetres?.height,
          // There a block without a name is called "Generic".
          hasModel: output.edid === null ? null : decodeEdid(output.edid) !== null,
        })),
      })),
      wanted: (given.expected as { readonly screens: readonly Screen[] }).screens.map((screen) => ({
        current_width: screen.current_width,
        current_height: screen.current_height,
        devices: screen.devices.map((device) => ({
          ...Object.fromEntries(OUTPUT.split(' ').map((name) => [name, device[name]])),
          hasModel: device.props?.EdidModel === undefined ? null : true,
        })),
      })),
    }),
  },
};
