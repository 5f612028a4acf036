import { defineSection, integer, text, texts } from '../define-section.ts';

/** Loaded modules of the kernel. Source: `KERNELMODULES`, `kernel_modules`, ours; agents send it only when asked to. */
export const kernelModules = defineSection({
  name: 'kernelModules',
  label: 'Kernel modules',
  description: 'Modules loaded into the kernel.',
  group: 'system',
  rows: 'many',
  wire: { xml: 'KERNELMODULES', json: 'kernel_modules' },
  identity: ['name'],
  columns: {
    name: text('Name', 'Name of the module.', { xml: 'NAME', search: true, listed: true }),
    version: text('Version', 'Version the module gives.', { xml: 'VERSION', listed: true }),
    size: integer('Size', 'Memory it takes.', { xml: 'SIZE', unit: 'B', volatile: true, listed: true }),
    state: text('State', 'Live, loading or unloading.', { xml: 'STATE', letters: 'lower', listed: true }),
    usedBy: texts('Used by', 'Modules that need it.', { xml: 'USEDBY', json: 'used_by', volatile: true, listed: true }),
    taint: text('Taint', 'Letters of the kernel for modules that are not its own.', { xml: 'TAINT', search: true }),
  },
});
