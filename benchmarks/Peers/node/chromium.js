// Debian's Chromium, both peers in one page:
//   chromium.js throughput <bytes> <seconds> | latency <bytes> <count> | setup <count> | version  (see benchmarks/README.md)
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { chromium } from 'playwright-core';

// The reason alone: the runner prints it.
process.on('uncaughtException', error => {
  console.error(error.message);
  process.exit(1);
});

const command = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: [
    '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync', '--allow-loopback-in-peer-connection',
    '--disable-features=WebRtcHideLocalIpsWithMdns',
  ],
});
const answer = command[0] === 'version' ? { version: browser.version() } : await run();
console.log(JSON.stringify(answer));
await browser.close();
process.exit(0);

async function run() {
  const server = createServer(serve);
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  const session = await browser.newBrowserCDPSession();
  let before;
  const page = await browser.newPage();
  await page.exposeFunction('started', () => {
    before = cpu(session);
  });
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  const figures = await page.evaluate(async words => {
    if (!crossOriginIsolated) throw new Error('the clock is too coarse');
    const [{ measure }, { connector }] = await Promise.all([import('./measure.js'), import('./w3c.js')]);
    return measure(connector(RTCPeerConnection), words, () => void globalThis.started());
  }, command);
  return { ...figures, cpu_s: await cpu(session) - await before };
}

// An isolated page's clock has steps of 5 microseconds, another's of 100.
function serve({ url }, response) {
  const isScript = ['/measure.js', '/w3c.js'].includes(url);
  response.writeHead(200, {
    'Content-Type': isScript ? 'text/javascript' : 'text/html',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
  });
  response.end(isScript ? readFileSync(new URL(`.${url}`, import.meta.url)) : '<!DOCTYPE html>');
}

/** Seconds, of all processes of the browser. */
async function cpu(session) {
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0);
}
