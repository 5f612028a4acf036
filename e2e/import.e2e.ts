import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runProgram } from '@muster/peers';
import { expect } from 'vitest';
import { journey, linux, program, superuser } from './testing/journey.ts';
import { muster, serverForThisTest } from './testing/server.ts';
import { temporaryFolder } from './testing/temporary.ts';
import { countElements } from './testing/xml-text.ts';

journey(
  "what Debian's agents write into files is imported beside a running server, and is one machine",
  {
    needs: [linux, superuser, program('ocsinventory-agent'), program('fusioninventory-inventory')],
  },
  async () => {
    const folder = await temporaryFolder();
    const files = join(folder, 'stick');
    await mkdir(files);
    const ocs = await runProgram('ocsinventory-agent', [`--local=${files}`, `--basevardir=${folder}`], {
      timeoutMs: 600_000,
    });
    expect(ocs.code, ocs.stderr).toBe(0);
    const fusion = await runProgram('fusioninventory-inventory', [], { timeoutMs: 600_000 });
    expect(fusion.code, fusion.stderr).toBe(0);
    // Files are read by their names: this one is the last.
    await writeFile(join(files, 'zz-second.xml'), fusion.stdout);
    await writeFile(join(files, 'third.txt'), 'no inventory');

    const server = await serverForThisTest();
    const imported = await muster(['import', files, '--data', server.dataDir]);
    expect(imported.stdout.trim()).toBe('Imported 2, failed 1 (new machines: 1)');
    expect(imported.stderr).toContain('third.txt: Cannot read the message');
    expect(imported.code).toBe(1);

    const { items, total } = await server.api.assets();
    expect(total).toBe(1);
    expect(items[0]).toMatchObject({ kind: 'computer', agentFamily: 'fusion' });
    expect(items[0]?.softwareCount).toBe(countElements(fusion.stdout, 'SOFTWARES'));
  },
);
