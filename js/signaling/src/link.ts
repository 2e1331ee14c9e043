import { HttpTransportType, HubConnection, HubConnectionBuilder, HubConnectionState, type IHttpConnectionOptions, LogLevel } from "@microsoft/signalr";
import { type IceServer, type Item, type JoinReply, type ResumeReply, RoomError, type RoomEvent, type SendReply, type WireError } from "./wire.js";

const serverTimeout = 6000;
const leaveTimeout = 2000; // for a server that does not answer
const firstPause = 250;
const longestPause = 4000;
const maxItems = 64;
const maxCharacters = 32 * 1024;

interface Waiting {
  item: Item;
  accepted: () => void;
  refused: (error: RoomError) => void;
}

const pause = (time: number) => new Promise<void>(resolve => setTimeout(resolve, time));
const leftError = () => new RoomError("closed", "The room was left.");
const toError = (error: WireError) => new RoomError(error.code, error.message);

/** A member's line to its room: connects again when the connection is lost, sends each item until the room has accepted it, and hands on
 * each event once and in order. */
export class Link {
  iceServers: IceServer[] = [];
  private hub: HubConnection | null = null; // the only one whose deliveries count
  private place!: JoinReply;
  private number = 0; // of the last event that was received
  private accepted = 0; // of the last item that the room has accepted
  private readonly waiting: Waiting[] = [];
  private sending = false;
  private unread = 0; // the number of the first item of a batch that the server could not read
  private alone = 0; // so many items are sent one by one: the server has refused their batch
  private leaving = false;
  private over: RoomError | null = null;

  constructor(
    private readonly urls: string[],
    private readonly http: IHttpConnectionOptions,
    private readonly handlers: {
      event: (next: RoomEvent) => void;
      connected: (isConnected: boolean) => void;
      over: (error: RoomError) => void;
    }) {}

  async join(request: object): Promise<JoinReply> {
    const early: RoomEvent[] = [];
    const hub = await this.open(event => (this.number > 0 ? this.take(event) : early.push(event)));
    const reply = await hub.invoke<JoinReply>("Join", request);
    if (reply.error) {
      await hub.stop();
      throw toError(reply.error);
    }
    this.place = reply;
    this.iceServers = reply.iceServers;
    this.hub = hub;
    // The caller takes the reply first; then the events that came with it.
    queueMicrotask(() => {
      this.number = reply.number;
      early.forEach(event => this.take(event));
    });
    return reply;
  }

  send(item: Item): Promise<void> {
    if (this.over) return Promise.reject(this.over);
    const promise = new Promise<void>((accepted, refused) => this.waiting.push({ item, accepted, refused }));
    promise.catch(() => {}); // a sender that does not wait need not know
    void this.sendWaiting();
    return promise;
  }

  /** Leaves the room after what was sent before. */
  async leave(): Promise<void> {
    if (this.hub && !this.over) {
      const left = this.send({ kind: "leave" });
      this.leaving = true;
      // A server that is lost meanwhile may never come back; it notices by itself that the member is gone.
      const timer = setTimeout(() => this.end(leftError()), leaveTimeout);
      await left.catch(() => {});
      clearTimeout(timer);
    }
    this.end(leftError());
    const hub = this.hub;
    this.hub = null;
    await hub?.stop();
  }

  private async open(deliver: (event: RoomEvent) => void): Promise<HubConnection> {
    for (let i = 1; ; i++) {
      const hub = new HubConnectionBuilder()
        .withUrl(this.urls[0]!, { ...this.http, transport: HttpTransportType.WebSockets, skipNegotiation: true })
        .configureLogging(LogLevel.None)
        .build();
      hub.serverTimeoutInMilliseconds = serverTimeout;
      hub.keepAliveIntervalInMilliseconds = serverTimeout / 3;
      let ended = false; // what an old connection still delivers must not mix with what the new one delivers
      hub.on("Deliver", (delivery: { events: RoomEvent[] }) => {
        if (!ended) delivery.events.forEach(deliver);
      });
      hub.on("Over", (error: WireError) => {
        this.finish(toError(error));
        void hub.stop();
      });
      hub.onclose(() => {
        ended = true;
        if (this.hub !== hub) return;
        this.hub = null;
        void this.resume();
      });
      try {
        await hub.start();
        return hub;
      } catch (e) {
        this.urls.push(this.urls.shift()!);
        if (i >= this.urls.length) throw new RoomError("unreachable", `The server cannot be reached: ${e}`);
      }
    }
  }

  private async resume(): Promise<void> {
    if (this.over) return;
    this.handlers.connected(false);
    for (let time = firstPause; !this.over; time = Math.min(2 * time, longestPause)) {
      // All clients of a node that has died come at once: each at a time of its own.
      await pause(time * Math.random());
      try {
        const hub = await this.open(event => this.take(event));
        const { room, member, token } = this.place;
        const reply = await hub.invoke<ResumeReply>("Resume", { room, member, token, number: this.number });
        if (reply.error) {
          await hub.stop();
          if (reply.error.retryAfter) continue;
          return this.finish(toError(reply.error));
        }
        if (this.over) return void hub.stop();
        this.accept(reply.accepted);
        this.iceServers = reply.iceServers;
        this.hub = hub;
        this.handlers.connected(true);
        return void this.sendWaiting();
      } catch {
        // Unreachable still, or lost again.
      }
    }
  }

  private take(event: RoomEvent): void {
    if (event.number <= this.number || this.over) return;
    this.number = event.number;
    this.handlers.event(event);
  }

  private async sendWaiting(): Promise<void> {
    if (this.sending) return;
    this.sending = true;
    try {
      while (this.hub && this.waiting.length > 0) await this.sendBatch(this.hub);
    } catch {
      await this.hub?.stop(); // lost; resuming says what was accepted
    } finally {
      this.sending = false;
    }
  }

  private async sendBatch(hub: HubConnection): Promise<void> {
    const items: Item[] = [];
    let characters = 0;
    for (const { item } of this.waiting) {
      characters += item.text?.length ?? 0;
      if (items.length > 0 && (this.alone > 0 || items.length === maxItems || characters > maxCharacters)) break;
      items.push(item);
    }
    const first = this.accepted + 1;
    const reply = await this.invokeSend(hub, first, items);
    if (!reply.error) this.accept(first + items.length - 1, reply.refused);
    else if (reply.error.retryAfter) await pause(reply.error.retryAfter);
    else if (reply.error.code === "session-over" || reply.error.code === "superseded") this.finish(toError(reply.error));
    else if (items.length > 1) this.alone = items.length;
    else this.waiting.shift()!.refused(toError(reply.error));
  }

  // A batch that the server cannot read fails whenever it is sent, so after the second time it counts as refused. After the first
  // time resuming tells whether it was accepted.
  private async invokeSend(hub: HubConnection, number: number, items: Item[]): Promise<SendReply> {
    try {
      return await hub.invoke<SendReply>("Send", { number, items });
    } catch (e) {
      if (hub.state !== HubConnectionState.Connected || this.unread !== number) {
        if (hub.state === HubConnectionState.Connected) this.unread = number;
        throw e;
      }
      return { error: { code: "bad-request", message: `The server cannot read it: ${e}` } };
    }
  }

  private accept(number: number, refused: { number: number; error: WireError }[] = []): void {
    while (this.accepted < number && this.waiting.length > 0) {
      const next = this.waiting.shift()!;
      this.accepted++;
      this.alone = Math.max(0, this.alone - 1);
      const refusal = refused.find(entry => entry.number === this.accepted);
      if (refusal) next.refused(toError(refusal.error));
      else next.accepted();
    }
  }

  private finish(error: RoomError): void {
    if (this.over) return;
    if (this.leaving) return this.end(leftError()); // the server says that the member is there no more
    this.end(error);
    this.handlers.over(error);
  }

  private end(error: RoomError): void {
    this.over ??= error;
    this.waiting.splice(0).forEach(next => next.refused(this.over!));
  }
}
