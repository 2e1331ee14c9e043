import type { MeshPeer } from "@webrtcnative/signaling";

// On the mesh's channel: {"kind":"file","name","size"}, then binary pieces, then {"kind":"done"}. A chat line is {"kind":"chat","text"}.
export type Message = { kind: "chat"; text: string } | { kind: "file"; name: string; size: number } | { kind: "done" };

const pieceSize = 16 * 1024;
const highWater = 1024 * 1024;

/** Sends a file to one peer, at the pace of its channel. */
export async function sendFile(peer: MeshPeer, file: File, progress: (sent: number) => void): Promise<void> {
  const { channel } = peer;
  channel.send(JSON.stringify({ kind: "file", name: file.name, size: file.size } satisfies Message));
  channel.bufferedAmountLowThreshold = highWater / 2;
  for (let begin = 0; begin < file.size; begin += pieceSize) {
    const piece = await file.slice(begin, begin + pieceSize).arrayBuffer();
    if (channel.bufferedAmount > highWater) await room(channel);
    channel.send(piece);
    progress(Math.min(begin + pieceSize, file.size));
  }
  channel.send(JSON.stringify({ kind: "done" } satisfies Message));
}

function room(channel: RTCDataChannel): Promise<void> {
  return new Promise((resolve, reject) => {
    channel.addEventListener("bufferedamountlow", () => resolve(), { once: true });
    channel.addEventListener("close", () => reject(new Error("The connection has ended.")), { once: true });
  });
}

/** A file on its way from a peer. */
export class IncomingFile {
  private readonly pieces: ArrayBuffer[] = [];
  received = 0;

  constructor(readonly name: string, readonly size: number) {}

  add(piece: ArrayBuffer): void {
    this.received += piece.byteLength;
    if (this.received > this.size) throw new Error("The sender sends more than it announced.");
    this.pieces.push(piece);
  }

  get isWhole(): boolean {
    return this.received === this.size;
  }

  toUrl(): string {
    return URL.createObjectURL(new Blob(this.pieces));
  }
}
