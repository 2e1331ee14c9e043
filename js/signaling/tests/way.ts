import { type AddressInfo, connect, createServer, type Server as Listener, type Socket } from "node:net";
import { after } from "node:test";

/** The way to a server: TCP connections through it can be cut, as a network is cut. */
export class Way {
  private readonly sockets = new Set<Socket>();
  private isCut = false;

  private constructor(private readonly listener: Listener) {
    after(() => {
      listener.close();
      this.cut();
    });
  }

  static to(port: number): Promise<Way> {
    return new Promise(resolve => {
      const listener = createServer(client => way.carry(client, port)).listen(0, "127.0.0.1", () => resolve(way));
      const way = new Way(listener);
    });
  }

  get url(): string {
    return `http://127.0.0.1:${(this.listener.address() as AddressInfo).port}/signaling`;
  }

  /** Ends all connections, and refuses new ones until restored. */
  cut(): void {
    this.isCut = true;
    this.sockets.forEach(socket => socket.destroy());
    this.sockets.clear();
  }

  restore(): void {
    this.isCut = false;
  }

  private carry(client: Socket, port: number): void {
    if (this.isCut) return void client.destroy();
    const server = connect(port, "127.0.0.1");
    for (const [socket, other] of [[client, server], [server, client]] as const) {
      this.sockets.add(socket);
      socket.on("error", () => {}); // its end is what counts
      socket.on("close", () => other.destroy());
      socket.pipe(other);
    }
  }
}
