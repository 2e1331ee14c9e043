import { type ChildProcess, spawn } from "node:child_process";
import { createServer, type AddressInfo } from "node:net";
import { createInterface } from "node:readline";
import { after } from "node:test";

// Made by the solution's build, which ./build.sh --target=Signaling does first.
const program =
  process.env.WEBRTC_SIGNALING ?? "../artifacts/dotnet/bin/WebRtcNative.Signaling.Program/release/webrtc-signaling.dll";

/** The program webrtc-signaling, in a process of its own; ends with the tests. */
export class Server {
  private constructor(private readonly process: ChildProcess, readonly port: number) {}

  static async start(port = 0): Promise<Server> {
    const child = spawn("dotnet", [
      program, "--urls", `http://127.0.0.1:${port}`, "--Logging:LogLevel:Default", "Error",
      "--Signaling:LostAfter", "00:00:10", "--Signaling:MaxRoomSize", "5",
    ], { stdio: ["ignore", "pipe", "inherit"] });
    after(() => child.kill("SIGKILL"));
    for await (const line of createInterface({ input: child.stdout! })) {
      const port = /^Listening on http:\/\/127\.0\.0\.1:(\d+)/.exec(line)?.[1];
      if (port) {
        child.stdout!.resume();
        return new Server(child, Number(port));
      }
    }
    throw new Error(`The server has ended: dotnet ${program}`);
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/signaling`;
  }

  /** It answers no more, but its connections stay. */
  pause(): void {
    this.process.kill("SIGSTOP");
  }

  /** At once, as by the kernel. */
  kill(): Promise<void> {
    return new Promise(done => {
      this.process.once("exit", () => done());
      this.process.kill("SIGKILL");
    });
  }
}

/** An address where nothing listens. */
export function nowhere(): Promise<string> {
  return new Promise(resolve => {
    const listener = createServer().listen(0, "127.0.0.1", () => {
      const { port } = listener.address() as AddressInfo;
      listener.close(() => resolve(`http://127.0.0.1:${port}/signaling`));
    });
  });
}
