import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { compileImageRules } from './imageRules';

describe('stages/images.yaml', () => {
  const rules = parse(
    readFileSync(join(__dirname, '../../stages/images.yaml'), 'utf8'),
  );
  const patterns = compileImageRules(rules);

  /** The decision of stages/rules.tpl. */
  function isThere(image: string): boolean {
    return (
      new RegExp(patterns.listed).test(image) ||
      !(
        new RegExp(patterns.closed).test(image) ||
        new RegExp(patterns.absent).test(image)
      )
    );
  }

  it.each([
    'registry.k8s.io/e2e-test-images/agnhost:2.53',
    'registry.k8s.io/pause:3.10',
    'nginx',
    'nginx:latest',
    'nginx:1.27',
    'nginx:1.27.3-alpine',
    'library/nginx:stable',
    'docker.io/library/nginx:1.27',
    'docker.io/nginx:1.27',
    'index.docker.io/library/busybox:1.36.1',
    `busybox@sha256:${'a'.repeat(64)}`,
    `busybox:1.36@sha256:${'a'.repeat(64)}`,
    'redis:7-alpine',
    'postgres:16.4',
    'docker.io/grafana/grafana:11.1.0',
    'grafana/grafana:11.1.0',
    'registry.example.com:5000/shop/checkout:1.4.2',
    'registry.example.com:5000/shop/checkout',
    'ghcr.io/company/broken-window:1.0',
  ])('has %s', image => {
    expect(isThere(image)).toBe(true);
  });

  it.each([
    'registry.k8s.io/e2e-test-images/agnhost:2.530',
    'registry.k8s.io/e2e-test-images/agnhost:v2.53',
    'registry.k8s.io/e2e-test-images/agnhost:2.53-does-not-exist',
    'registry.k8s.io/e2e-test-images/agnhost:9.99',
    'registry.k8s.io/agnhost:2.53',
    'nginx:1.99',
    'nginx:1.27.3-alpin',
    'ngnix',
    'ngnix:1.27',
    'library/ngnix:1.27',
    'docker.io/library/ngnix',
    'docker.io/ngnix:latest',
    'busybox:9',
    'registry.example.com/shop/checkout:1.4.2-does-not-exist',
    'registry.example.com/shop/checkout:nope',
    'ghcr.io/company/window:broken-1.0',
  ])('does not have %s', image => {
    expect(isThere(image)).toBe(false);
  });

  it('refuses patterns that could not stand in a template', () => {
    expect(() =>
      compileImageRules({
        repositories: [{ name: 'docker.io/library/nginx', tags: ['1\\.2'] }],
        closed: [],
        absent: 'nope',
      }),
    ).toThrow('must do without backslashes');
  });
});
