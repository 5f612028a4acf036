// A task process for tests of the supervisor: it does what its name says.
import { spawn } from 'node:child_process';
import { Socket } from 'node:net';

const [, , , name] = process.argv;
const channel = new Socket({ fd: 3 });
channel.setEncoding('utf8');
channel.once('data', (job: string) => {
  const tell = (message: object) => channel.write(`${JSON.stringify(message)}\n`);
  switch (name) {
    case 'talk':
      tell({ type: 'target', target: JSON.parse(job).targets[0], ok: true, periodMs: 5 });
      channel.write('not JSON\n', () => process.exit(0));
      break;
    case 'hang': {
      const child = spawn('sleep', ['1000'], { detached: true, stdio: 'ignore' });
      tell({ type: 'status', text: String(child.pid) });
      // Nothing inside the process can end this.
      setTimeout(() => {
        for (;;);
      }, 50);
      break;
    }
    case 'crash':
      process.exit(7);
      break;
    case 'abort':
      process.kill(process.pid, 'SIGSEGV');
      break;
    case 'grow': {
      const kept: Buffer[] = [];
      setInterval(() => kept.push(Buffer.alloc(20 * 1024 * 1024, 1)), 20);
      break;
    }
    case 'grow-heap': {
      const kept: string[] = [];
      for (;;) kept.push(JSON.stringify({ number: kept.length }));
    }
  }
});
