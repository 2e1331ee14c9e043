import type { IHttpConnectionOptions } from "@microsoft/signalr";
import { Link } from "./link.js";
import { Peer } from "./peer.js";
import { type JoinReply, type Member, RoomError, type RoomEvent } from "./wire.js";

const topic = "webrtc";

// As a data channel sends it: half a character becomes U+FFFD. JSON has no half characters.
const wellFormed = (text: string) => text.replace(/\p{Surrogate}/gu, "\ufffd");

// As an error of an event's listener in a page.
const report = (error: unknown) => (typeof reportError === "function" ? reportError(error) : console.error(error));

export type RoomState = "connected" | "reconnecting" | "closed";

export interface RoomOptions {
  /** The member's name, for people. */
  name: string;
  metadata?: Record<string, string>;
  /** Whether a room that does not exist is an error. */
  mustExist?: boolean;
  sizeLimit?: number;
  /** Of the connections with other members; the server's STUN and TURN servers are added. */
  configuration?: RTCConfiguration;
  /** More addresses of the same server, which are tried in turn. */
  otherServers?: string[];
  /** SignalR's options, such as accessTokenFactory. */
  http?: IHttpConnectionOptions;
}

interface RoomEvents {
  joined: Member;
  left: Member;
  lost: Member;
  back: Member;
  updated: Member;
  host: Member;
  sealed: boolean;
  message: { from: Member; text: string; isPrivate: boolean };
  /** Another member connects; raised before the negotiation, so that the handler may create channels, or listen for them. */
  connection: { member: Member; connection: RTCPeerConnection };
  state: RoomState;
}

/** A room of a WebRtcNative.Signaling.Server, as one of its members sees it. When the connection with the server is lost, it is made again;
 * what was sent meanwhile arrives once and in order. */
export class Room {
  readonly members = new Map<string, Member>();
  state: RoomState = "connected";
  /** Why the room is closed, if this member has not left it. */
  error: RoomError | null = null;
  private readonly link: Link;
  private readonly peers = new Map<string, Peer>();
  private readonly listeners = new Map<keyof RoomEvents, Set<(value: never) => void>>();
  private place!: JoinReply;
  private hostId = "";
  private isSealed = false;
  private leaving: Promise<void> | null = null;

  private constructor(server: string, private readonly options: RoomOptions) {
    this.link = new Link([server, ...(options.otherServers ?? [])], options.http ?? {}, {
      event: next => this.apply(next),
      connected: isConnected => this.setState(isConnected ? "connected" : "reconnecting"),
      over: error => {
        this.error = error;
        this.setState("closed");
      },
    });
  }

  /** Joins a room; without a name the server makes one, with a short code.
   * @throws RoomError */
  static async join(server: string, name: string | null, options: RoomOptions): Promise<Room> {
    const room = new Room(server, options);
    const { metadata, mustExist, sizeLimit } = options;
    room.place = await room.link.join({ room: name ?? undefined, name: options.name, metadata, mustExist, sizeLimit });
    room.place.members.forEach(member => room.members.set(member.id, member));
    room.hostId = room.place.host;
    room.isSealed = room.place.sealed === true;
    return room;
  }

  get name(): string {
    return this.place.room;
  }

  get self(): Member {
    return this.members.get(this.place.member)!;
  }

  get host(): Member | undefined {
    return this.members.get(this.hostId);
  }

  get sealed(): boolean {
    return this.isSealed;
  }

  on<K extends keyof RoomEvents>(event: K, listener: (value: RoomEvents[K]) => void): void {
    if (!this.listeners.has(event)) this.listeners.set(event, new Set());
    this.listeners.get(event)!.add(listener as (value: never) => void);
  }

  /** Sends a text to one member, or to all others. Settles when the room has accepted it. */
  send(text: string, to?: Member): Promise<void> {
    return this.link.send({ kind: "message", text: wellFormed(text), to: to?.id });
  }

  setMetadata(metadata: Record<string, string>): Promise<void> {
    return this.link.send({ kind: "update", metadata });
  }

  seal(sealed = true): Promise<void> {
    return this.link.send({ kind: "seal", sealed });
  }

  /** The connection with another member, which there is or which begins now. Its state tells when it is connected.
   * @param configure is given a new connection before its negotiation. */
  connect(member: Member, configure?: (connection: RTCPeerConnection) => void): RTCPeerConnection {
    const present = this.peers.get(member.id);
    if (present && !present.isOver) return present.connection;
    present?.connection.close();
    const peer = this.addPeer(member, (present?.generation ?? 0) + 1);
    configure?.(peer.connection);
    peer.connection.createDataChannel("room", { negotiated: true, id: 1023 }); // so that there is something to negotiate
    return peer.connection;
  }

  /** Leaves the room. Connections with other members stay. */
  leave(): Promise<void> {
    return (this.leaving ??= this.link.leave().then(() => this.setState("closed")));
  }

  private raise<K extends keyof RoomEvents>(event: K, value: RoomEvents[K]): void {
    this.listeners.get(event)?.forEach(listener => {
      try {
        (listener as (value: RoomEvents[K]) => void)(value);
      } catch (e) {
        report(e); // the next events are for other listeners too
      }
    });
  }

  private setState(state: RoomState): void {
    if (this.state === state || this.state === "closed") return;
    this.state = state;
    this.raise("state", state);
  }

  private addPeer(member: Member, generation: number): Peer {
    const { configuration } = this.options;
    const peer = new Peer(
      member,
      generation,
      this.self.number < member.number, // the member that was there first gives way
      { ...configuration, iceServers: [...(configuration?.iceServers ?? []), ...this.link.iceServers] },
      text => void this.link.send({ kind: "message", to: member.id, topic, text }));
    this.peers.set(member.id, peer);
    return peer;
  }

  private apply(next: RoomEvent): void {
    if (next.kind === "joined") {
      this.members.set(next.member, next.info!);
      return this.raise("joined", next.info!);
    }
    const member = this.members.get(next.member);
    if (!member) return;
    const isSelf = member.id === this.place.member;
    switch (next.kind) {
      case "left":
        if (isSelf) return;
        this.members.delete(member.id);
        return this.raise("left", member);
      case "lost":
      case "back":
        if (isSelf) return;
        member.lost = next.kind === "lost";
        return this.raise(next.kind, member);
      case "updated":
        member.metadata = next.metadata ?? {};
        return this.raise("updated", member);
      case "host":
        this.hostId = member.id;
        return this.raise("host", member);
      case "sealed":
        this.isSealed = next.sealed === true;
        return this.raise("sealed", this.isSealed);
      case "message":
        if (isSelf) return;
        if (next.topic === topic) return this.negotiate(member, next.text ?? "");
        if (!next.topic) this.raise("message", { from: member, text: next.text ?? "", isPrivate: next.to !== undefined });
    }
  }

  private negotiate(from: Member, text: string): void {
    let message: { generation?: unknown; bye?: unknown; description?: RTCSessionDescriptionInit; candidate?: RTCIceCandidateInit };
    try {
      message = JSON.parse(text);
    } catch {
      return; // of a program that does not follow the protocol
    }
    if (!message || typeof message.generation !== "number") return;
    let peer = this.peers.get(from.id);
    if (message.generation < (peer?.generation ?? 1)) return;
    if (message.bye) {
      if (peer?.generation === message.generation) peer.connection.close();
      return;
    }
    if (message.generation > (peer?.generation ?? 0)) {
      peer?.connection.close();
      peer = this.addPeer(from, message.generation);
      this.raise("connection", { member: from, connection: peer.connection });
    }
    if (peer!.isClosed) peer!.sayBye();
    else peer!.receive(message);
  }
}
