import type { Room } from "./room.js";
import type { Member } from "./wire.js";

/** A member that is connected with this one. */
export interface MeshPeer {
  member: Member;
  connection: RTCPeerConnection;
  channel: RTCDataChannel;
}

/** Connects each member of a room with each other one, and again when a connection is lost. */
export class Mesh {
  readonly peers = new Map<string, MeshPeer>();
  private readonly prepared = new WeakSet<RTCPeerConnection>();

  constructor(
    private readonly room: Room,
    private readonly handlers: {
      connected?: (peer: MeshPeer) => void;
      disconnected?: (peer: MeshPeer) => void;
      message?: (peer: MeshPeer, data: string | ArrayBuffer) => void;
    }) {
    room.on("connection", ({ member, connection }) => this.prepare(member, connection));
    room.on("joined", member => this.connect(member));
    for (const member of room.members.values()) this.connect(member);
  }

  private connect(member: Member): void {
    if (member !== this.room.self && this.room.members.has(member.id))
      this.room.connect(member, connection => this.prepare(member, connection));
  }

  private prepare(member: Member, connection: RTCPeerConnection): void {
    if (this.prepared.has(connection)) return;
    this.prepared.add(connection);
    const channel = connection.createDataChannel("mesh", { negotiated: true, id: 0 });
    channel.binaryType = "arraybuffer";
    const peer = { member, connection, channel };
    channel.onopen = () => {
      this.peers.set(member.id, peer);
      this.handlers.connected?.(peer);
    };
    channel.onmessage = ({ data }) => this.handlers.message?.(peer, data);
    let isOver = false;
    const ended = () => {
      if (isOver) return;
      isOver = true;
      connection.close();
      if (this.peers.get(member.id) === peer) {
        this.peers.delete(member.id);
        this.handlers.disconnected?.(peer);
      }
      setTimeout(() => this.connect(member), 1000);
    };
    channel.onclose = ended;
    // A member that has left and fails to answer is gone. One that is there negotiates a restart.
    connection.addEventListener("connectionstatechange", () => {
      if (connection.connectionState === "failed" && !this.room.members.has(member.id)) connection.close();
      if (connection.connectionState === "closed" || connection.signalingState === "closed") ended();
    });
  }
}
