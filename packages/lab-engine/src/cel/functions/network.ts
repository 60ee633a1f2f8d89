import type { Environment } from '@marcbachmann/cel-js';
import { Cidr, IpAddress } from './address';
import { converted, define, defineNamespace } from './define';

function parseIp(text: string): IpAddress {
  return converted(IpAddress.parse(text), 'ip', text);
}

function parseCidr(text: string): Cidr {
  return converted(Cidr.parse(text), 'cidr', text);
}

/** IP addresses and networks. */
export function registerNetwork(environment: Environment) {
  environment
    .registerType('net.IP', { ctor: IpAddress, fields: {} })
    .registerType('net.CIDR', { ctor: Cidr, fields: {} })
    .registerOperator('net.IP == net.IP', (a: IpAddress, b: IpAddress) =>
      a.equals(b),
    )
    .registerOperator('net.CIDR == net.CIDR', (a: Cidr, b: Cidr) =>
      a.equals(b),
    );
  define(environment, {
    'ip(string): net.IP': parseIp,
    'isIP(string): bool': (text: string) => IpAddress.parse(text) !== undefined,
    'string(net.IP): string': String,
    'net.IP.family(): int': (ip: IpAddress) => ip.family(),
    'net.IP.isUnspecified(): bool': (ip: IpAddress) => ip.isUnspecified(),
    'net.IP.isLoopback(): bool': (ip: IpAddress) => ip.isLoopback(),
    'net.IP.isLinkLocalMulticast(): bool': (ip: IpAddress) =>
      ip.isLinkLocalMulticast(),
    'net.IP.isLinkLocalUnicast(): bool': (ip: IpAddress) =>
      ip.isLinkLocalUnicast(),
    'net.IP.isGlobalUnicast(): bool': (ip: IpAddress) => ip.isGlobalUnicast(),
    'cidr(string): net.CIDR': parseCidr,
    'isCIDR(string): bool': (text: string) => Cidr.parse(text) !== undefined,
    'string(net.CIDR): string': String,
    'net.CIDR.containsIP(net.IP): bool': (cidr: Cidr, ip: IpAddress) =>
      cidr.containsIp(ip),
    'net.CIDR.containsIP(string): bool': (cidr: Cidr, text: string) =>
      cidr.containsIp(parseIp(text)),
    'net.CIDR.containsCIDR(net.CIDR): bool': (cidr: Cidr, other: Cidr) =>
      cidr.containsCidr(other),
    'net.CIDR.containsCIDR(string): bool': (cidr: Cidr, text: string) =>
      cidr.containsCidr(parseCidr(text)),
    'net.CIDR.ip(): net.IP': (cidr: Cidr) => cidr.address,
    'net.CIDR.masked(): net.CIDR': (cidr: Cidr) => cidr.masked(),
    'net.CIDR.prefixLength(): int': (cidr: Cidr) => BigInt(cidr.prefixLength),
  });
  defineNamespace(environment, 'ip', {
    'isCanonical(string): bool': (text: string) =>
      parseIp(text).toString() === text,
  });
}
