import type { Readable } from 'node:stream';

/** An image that is assembled here, not pulled. */
export interface ImageSpec {
  /** Full name with tag, such as `docker.io/library/busybox:1.37`. */
  reference: string;
  /** Hexadecimal; the same as long as the content is. */
  digest: string;
  /** Bytes of the archive; about as much again is needed to unpack it. */
  sizeBytes: number;
  /** A docker-archive with this one image, made while it is read. */
  archive(): Readable;
}
