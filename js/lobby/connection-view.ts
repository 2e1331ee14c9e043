import type { MeshPeer } from "@webrtcnative/signaling";

const points = 60;
const interval = 1000;

/** A connection as a person sees it: candidate pair, round trip, and the rate of the last minute as a plot. */
export class ConnectionView {
  private readonly rates: number[] = Array<number>(points).fill(0);
  private readonly timer: ReturnType<typeof setInterval>;
  private before: { bytes: number; at: number } | null = null;

  constructor(private readonly peer: MeshPeer, private readonly place: HTMLElement) {
    this.timer = setInterval(() => void this.update(), interval);
    void this.update();
  }

  end(): void {
    clearInterval(this.timer);
  }

  private async update(): Promise<void> {
    const stats = await this.peer.connection.getStats();
    const entries = [...stats.values()];
    const transport = entries.find(entry => entry.type === "transport");
    const pair = entries.find(entry => entry.id === transport?.selectedCandidatePairId)
      ?? entries.find(entry => entry.type === "candidate-pair" && entry.nominated);
    if (!pair) return;
    const bytes = (pair.bytesSent ?? 0) + (pair.bytesReceived ?? 0);
    const rate = this.before ? ((bytes - this.before.bytes) * 1000) / (pair.timestamp - this.before.at || interval) : 0;
    this.before = { bytes, at: pair.timestamp };
    this.rates.push(Math.max(0, rate));
    this.rates.shift();
    this.text(".pair", `${describe(stats.get(pair.localCandidateId))} – ${describe(stats.get(pair.remoteCandidateId))}`);
    this.text(".rtt", pair.currentRoundTripTime === undefined ? "" : `${(pair.currentRoundTripTime * 1000).toFixed(1)} ms`);
    this.text(".rate", `${formatBytes(rate)}/s`);
    this.draw();
  }

  private text(selector: string, text: string): void {
    this.place.querySelector(selector)!.textContent = text;
  }

  private draw(): void {
    const canvas = this.place.querySelector("canvas")!;
    const ratio = devicePixelRatio || 1;
    canvas.width = canvas.clientWidth * ratio;
    canvas.height = canvas.clientHeight * ratio;
    const context = canvas.getContext("2d")!;
    const most = Math.max(1024, ...this.rates);
    const x = (i: number) => (i * canvas.width) / (points - 1);
    const y = (rate: number) => canvas.height - 2 - (rate / most) * (canvas.height - 4);
    context.beginPath();
    this.rates.forEach((rate, i) => context.lineTo(x(i), y(rate)));
    context.strokeStyle = getComputedStyle(canvas).color;
    context.lineWidth = 1.5 * ratio;
    context.stroke();
    context.lineTo(canvas.width, canvas.height);
    context.lineTo(0, canvas.height);
    context.globalAlpha = 0.15;
    context.fillStyle = context.strokeStyle;
    context.fill();
  }
}

function describe(candidate: { candidateType?: string; protocol?: string; address?: string; port?: number } | undefined): string {
  if (!candidate) return "unknown";
  const { candidateType, protocol, address, port } = candidate;
  return `${candidateType} ${address ? `${address}:${port}` : "hidden"}/${protocol}`;
}

export function formatBytes(bytes: number): string {
  const units = ["B", "KiB", "MiB", "GiB"];
  let i = 0;
  for (; bytes >= 1024 && i < units.length - 1; i++) bytes /= 1024;
  return `${bytes.toFixed(i === 0 || bytes >= 100 ? 0 : 1)} ${units[i]}`;
}
