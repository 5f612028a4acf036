import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { openOcsDatabase } from './ocs-database.ts';

test('a database that does not answer is told by a code, without the password', async () => {
  const server = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  const opening = openOcsDatabase({
    ...{ host: '127.0.0.1', port, user: 'ocs', password: 'hidden', database: 'ocsweb' },
    ...{ socket: null, tls: null },
  });
  await expect(opening).rejects.toMatchObject({ code: 'OCS_DATABASE_UNREACHABLE' });
  await expect(opening).rejects.not.toThrow(/hidden/);
  await new Promise((resolve) => server.close(resolve));
});
