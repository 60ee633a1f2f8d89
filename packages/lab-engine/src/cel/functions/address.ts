import { isIP, isIPv6 } from 'node:net';
import { IPv6, parse } from 'ipaddr.js';

/** An IP address; zones and IPv4 in IPv6 notation are none, as in Kubernetes. */
export class IpAddress {
  /** @returns undefined if the text is no address. */
  static parse(text: string): IpAddress | undefined {
    if (!isIP(text) || text.includes('%')) {
      return undefined;
    }
    const address = parse(text);
    const isMapped = address instanceof IPv6 && address.isIPv4MappedAddress();
    return isMapped
      ? undefined
      : new IpAddress(Uint8Array.from(address.toByteArray()));
  }

  /** 4 or 16 of them. */
  readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  equals(other: IpAddress): boolean {
    return Buffer.compare(this.bytes, other.bytes) === 0;
  }

  family(): bigint {
    return this.bytes.length === 4 ? 4n : 6n;
  }

  isUnspecified(): boolean {
    return this.bytes.every(byte => byte === 0);
  }

  isLoopback(): boolean {
    const { bytes } = this;
    return bytes.length === 4
      ? bytes[0] === 127
      : bytes[15] === 1 && bytes.subarray(0, 15).every(byte => byte === 0);
  }

  isLinkLocalMulticast(): boolean {
    const { bytes } = this;
    return bytes.length === 4
      ? bytes[0] === 224 && bytes[1] === 0 && bytes[2] === 0
      : bytes[0] === 0xff && bytes[1] % 16 === 2;
  }

  isLinkLocalUnicast(): boolean {
    const { bytes } = this;
    return bytes.length === 4
      ? bytes[0] === 169 && bytes[1] === 254
      : bytes[0] === 0xfe && bytes[1] >= 0x80 && bytes[1] < 0xc0;
  }

  /** Private addresses are global here, as they are in Kubernetes. */
  isGlobalUnicast(): boolean {
    const { bytes } = this;
    const isMulticast =
      bytes.length === 4
        ? bytes[0] >= 224 && bytes[0] < 240
        : bytes[0] === 0xff;
    const isBroadcast =
      bytes.length === 4 && bytes.every(byte => byte === 0xff);
    return !(
      isMulticast ||
      isBroadcast ||
      this.isUnspecified() ||
      this.isLoopback() ||
      this.isLinkLocalUnicast()
    );
  }

  /** The only way of writing it that Kubernetes calls canonical (RFC 5952). */
  toString(): string {
    return this.bytes.length === 4
      ? this.bytes.join('.')
      : new IPv6([...this.bytes]).toRFC5952String();
  }
}

/** An address and how many of its first bits name a network. */
export class Cidr {
  /** @returns undefined if the text is no address with a prefix. */
  static parse(text: string): Cidr | undefined {
    const match = /^([^/]+)\/(0|[1-9]\d{0,2})$/.exec(text);
    const address = match && IpAddress.parse(match[1]);
    const length = Number(match?.[2]);
    const bits = isIPv6(match?.[1] ?? '') ? 128 : 32;
    return address && length <= bits ? new Cidr(address, length) : undefined;
  }

  readonly address: IpAddress;
  readonly prefixLength: number;

  private constructor(address: IpAddress, prefixLength: number) {
    this.address = address;
    this.prefixLength = prefixLength;
  }

  equals(other: Cidr): boolean {
    return (
      this.prefixLength === other.prefixLength &&
      this.address.equals(other.address)
    );
  }

  /** The network's own address. */
  masked(): Cidr {
    return new Cidr(this.#mask(this.address), this.prefixLength);
  }

  containsIp(address: IpAddress): boolean {
    return (
      address.bytes.length === this.address.bytes.length &&
      this.#mask(address).equals(this.#mask(this.address))
    );
  }

  containsCidr(other: Cidr): boolean {
    return (
      other.prefixLength >= this.prefixLength && this.containsIp(other.address)
    );
  }

  toString(): string {
    return `${this.address}/${this.prefixLength}`;
  }

  #mask({ bytes }: IpAddress): IpAddress {
    return new IpAddress(
      bytes.map((byte, index) => {
        const ones = Math.min(8, Math.max(0, this.prefixLength - 8 * index));
        // eslint-disable-next-line no-bitwise
        return byte & (0xff00 >> ones);
      }),
    );
  }
}
