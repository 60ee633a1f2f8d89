import { evaluateText } from '../testing/evaluateText';

describe('ip() and cidr()', () => {
  it.each([
    'isIP("10.0.0.1") && isIP("2001:db8::68")',
    '!isIP("10.0.0.256") && !isIP("010.0.0.1") && !isIP("web") && !isIP("")',
    // Both would be one address written in two ways.
    '!isIP("::ffff:10.0.0.1") && !isIP("fe80::1%eth0")',
    'ip("10.0.0.1").family() == 4 && ip("::1").family() == 6',
    'ip("2001:db8::1") == ip("2001:0DB8:0:0::1")',
    'ip("10.0.0.1") != ip("10.0.0.2") && ip("0.0.0.0") != ip("::")',
    'string(ip("2001:0DB8:0:0::1")) == "2001:db8::1"',
    'ip.isCanonical("2001:db8::1") && !ip.isCanonical("2001:DB8::1")',
    'ip("127.1.2.3").isLoopback() && ip("::1").isLoopback()',
    '!ip("128.0.0.1").isLoopback() && !ip("::2").isLoopback()',
    'ip("0.0.0.0").isUnspecified() && ip("::").isUnspecified()',
    'ip("169.254.1.1").isLinkLocalUnicast() && ip("febf::1").isLinkLocalUnicast()',
    '!ip("fec0::1").isLinkLocalUnicast()',
    'ip("224.0.0.1").isLinkLocalMulticast() && ip("ff02::1").isLinkLocalMulticast()',
    '!ip("224.0.1.1").isLinkLocalMulticast() && !ip("ff05::1").isLinkLocalMulticast()',
    'ip("8.8.8.8").isGlobalUnicast() && ip("10.0.0.1").isGlobalUnicast()',
    'ip("fd00::1").isGlobalUnicast() && !ip("ff0e::1").isGlobalUnicast()',
    '!ip("255.255.255.255").isGlobalUnicast() && !ip("239.1.1.1").isGlobalUnicast()',
    'isCIDR("10.0.0.0/8") && isCIDR("2001:db8::/128") && isCIDR("::/0")',
    '!isCIDR("10.0.0.0/33") && !isCIDR("10.0.0.0") && !isCIDR("10.0.0.0/08")',
    'cidr("10.1.0.0/16").containsIP("10.1.255.255")',
    '!cidr("10.1.0.0/16").containsIP(ip("10.2.0.0"))',
    'cidr("10.0.0.0/13").containsIP("10.7.0.1") && !cidr("10.0.0.0/13").containsIP("10.8.0.1")',
    '!cidr("0.0.0.0/0").containsIP("::1") && cidr("::/0").containsIP("::1")',
    'cidr("10.0.0.0/8").containsCIDR("10.1.0.0/16")',
    '!cidr("10.1.0.0/16").containsCIDR(cidr("10.0.0.0/8"))',
    'cidr("10.1.2.3/8").masked() == cidr("10.0.0.0/8")',
    'cidr("10.1.2.3/8").ip() == ip("10.1.2.3")',
    'cidr("2001:db8::/33").prefixLength() == 33',
    'string(cidr("10.1.2.3/8").masked()) == "10.0.0.0/8"',
  ])('%s', source => {
    expect(evaluateText(source)).toBe(true);
  });

  it.each([
    ['ip("web").family() == 4', "ip() cannot read 'web'"],
    ['cidr("10.0.0.0").prefixLength() == 8', "cidr() cannot read '10.0.0.0'"],
    ['cidr("10.0.0.0/8").containsIP("web")', "ip() cannot read 'web'"],
    ['ip.isCanonical("web")', "ip() cannot read 'web'"],
  ])('%s says what it cannot read', (source, message) => {
    expect(() => evaluateText(source)).toThrow(message);
  });
});
