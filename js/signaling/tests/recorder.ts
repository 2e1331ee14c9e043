import type { Room } from "../src/index.js";

/** For a machine ten times slower. */
const deadline = 120_000;

/** All events of a room, as text, in the order in which they were raised. */
export class Recorder {
  readonly events: string[] = [];
  private readonly waiting = new Set<() => void>();

  constructor(room: Room) {
    for (const kind of ["joined", "left", "lost", "back", "updated"] as const) room.on(kind, member => this.add(`${member.name} ${kind}`));
    room.on("host", member => this.add(`${member.name} is host`));
    room.on("sealed", sealed => this.add(sealed ? "sealed" : "opened"));
    room.on("message", ({ from, text, isPrivate }) => this.add(`${from.name}${isPrivate ? " to me" : ""}: ${text}`));
    room.on("state", state => this.add(state));
  }

  of(beginning: string): string[] {
    return this.events.filter(event => event.startsWith(beginning));
  }

  until(event: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`No "${event}"; there were: ${this.events.join(", ")}`)), deadline);
      const look = () => {
        if (!this.events.includes(event)) return;
        clearTimeout(late);
        this.waiting.delete(look);
        resolve();
      };
      this.waiting.add(look);
      look();
    });
  }

  private add(event: string): void {
    this.events.push(event);
    this.waiting.forEach(look => look());
  }
}
