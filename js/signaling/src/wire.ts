// The messages of docs/signaling.md.

/** A member of a room. */
export interface Member {
  readonly id: string;
  /** Counts the room's members in the order in which they joined. */
  readonly number: number;
  readonly name: string;
  metadata: Record<string, string>;
  /** Whether the server has no connection with the member at the moment. */
  lost: boolean;
}

/** Why a room could not be joined, or refused something; the codes are those of docs/signaling.md, and "unreachable". */
export class RoomError extends Error {
  constructor(readonly code: string, message: string) {
    super(message);
  }
}

export interface WireError {
  code: string;
  message: string;
  retryAfter?: number;
}

export interface IceServer {
  urls: string[];
  username?: string;
  credential?: string;
}

export interface JoinReply {
  error?: WireError;
  room: string;
  member: string;
  token: string;
  number: number;
  members: Member[];
  host: string;
  sealed?: boolean;
  sizeLimit: number;
  maxMessageSize: number;
  iceServers: IceServer[];
}

export interface ResumeReply {
  error?: WireError;
  accepted: number;
  iceServers: IceServer[];
}

export interface SendReply {
  error?: WireError;
  refused?: { number: number; error: WireError }[];
}

export interface Item {
  kind: "message" | "update" | "seal" | "leave";
  to?: string;
  topic?: string;
  text?: string;
  metadata?: Record<string, string>;
  sealed?: boolean;
}

export interface RoomEvent {
  number: number;
  kind: "joined" | "left" | "lost" | "back" | "updated" | "host" | "sealed" | "message";
  member: string;
  to?: string;
  topic?: string;
  text?: string;
  info?: Member;
  metadata?: Record<string, string>;
  sealed?: boolean;
}
