import { parseLsusb } from '../../../linux/lsusb.ts';
import { type Topic, textOf } from '../conformance.ts';

type Told = {
  readonly bus: string;
  readonly device: string;
  readonly id: string;
  readonly description?: string;
  readonly device_descriptor?: { readonly bDeviceClass?: { readonly value: string } };
};

export const lsusbJc: Topic = {
  topic: 'lsusb-jc',
  checks: {
    lsusb: (given) => ({
      got: parseLsusb(textOf(given)).map(({ bus, device, vendorId, productId, title, deviceClass }) => ({
        bus,
        device,
        id: `${vendorId}:${productId}`,
        title,
        deviceClass,
      })),
      wanted: (given.expected as readonly Told[]).map(({ bus, device, id, description, device_descriptor: told }) => ({
        bus,
        device,
        id,
        title: description || null,
        deviceClass: told?.bDeviceClass?.value ?? null,
      })),
    }),
  },
};
