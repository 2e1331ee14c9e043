import type { Member } from "./wire.js";

const maxRestarts = 3;

/** A connection with another member: perfect negotiation (WebRTC 1.0, section 10.7), with a generation in each message. */
export class Peer {
  readonly connection: RTCPeerConnection;
  private makingOffer = false;
  private ignoresOffer = false;
  private restarts = 0;
  private work: Promise<void> = Promise.resolve(); // messages are taken one after the other

  constructor(
    readonly member: Member,
    readonly generation: number,
    private readonly polite: boolean,
    configuration: RTCConfiguration,
    private readonly send: (text: string) => void) {
    const connection = (this.connection = new RTCPeerConnection(configuration));
    connection.onnegotiationneeded = () => this.offer();
    connection.onicecandidate = ({ candidate }) => candidate && this.say({ candidate });
    connection.onconnectionstatechange = () => {
      if (connection.connectionState === "connected") this.restarts = 0;
      if (connection.connectionState === "failed" && this.restarts++ < maxRestarts) connection.restartIce();
    };
  }

  get isOver(): boolean {
    return this.isClosed || this.connection.connectionState === "failed";
  }

  get isClosed(): boolean {
    return this.connection.signalingState === "closed";
  }

  receive(message: { description?: RTCSessionDescriptionInit; candidate?: RTCIceCandidateInit }): void {
    this.work = this.work.then(() => this.take(message)).catch(() => {}); // its state says that the connection fails
  }

  sayBye(): void {
    this.say({ bye: true });
  }

  private say(message: object): void {
    this.send(JSON.stringify({ generation: this.generation, ...message }));
  }

  private async offer(): Promise<void> {
    try {
      this.makingOffer = true;
      await this.connection.setLocalDescription();
      this.say({ description: this.connection.localDescription });
    } catch {
      // Closed meanwhile.
    } finally {
      this.makingOffer = false;
    }
  }

  private async take({ description, candidate }: { description?: RTCSessionDescriptionInit; candidate?: RTCIceCandidateInit }): Promise<void> {
    const connection = this.connection;
    if (description) {
      const collides = description.type === "offer" && (this.makingOffer || connection.signalingState !== "stable");
      this.ignoresOffer = !this.polite && collides;
      if (this.ignoresOffer) return;
      await connection.setRemoteDescription(description);
      if (description.type === "offer") {
        await connection.setLocalDescription();
        this.say({ description: connection.localDescription });
      }
    } else if (candidate) {
      try {
        await connection.addIceCandidate(candidate);
      } catch (e) {
        if (!this.ignoresOffer) throw e;
      }
    }
  }
}
