import type { Environment } from '@marcbachmann/cel-js';
import SemVer from 'semver/classes/semver';
import parse from 'semver/functions/parse';
import { converted, define } from './define';

/** A version by Semantic Versioning 2.0.0; without the leading `v` and spaces that npm forgives. */
export class Version {
  /**
   * @param normalize - adds what is missing of `v1.2` and removes leading zeros
   * @returns undefined if the text is no version
   */
  static parse(text: string, normalize = false): Version | undefined {
    const source = normalize ? normalized(text) : text;
    const version = /^\d[^\s]*$/.test(source) ? parse(source) : null;
    return version ? new Version(version) : undefined;
  }

  readonly #version: SemVer;

  private constructor(version: SemVer) {
    this.#version = version;
  }

  get major(): number {
    return this.#version.major;
  }

  get minor(): number {
    return this.#version.minor;
  }

  get patch(): number {
    return this.#version.patch;
  }

  /** Build metadata does not count. */
  compareTo(other: Version): number {
    return this.#version.compare(other.#version);
  }

  equals(other: Version): boolean {
    return this.compareTo(other) === 0;
  }

  toString(): string {
    return this.#version.raw;
  }
}

/** Only a complete version has room for a pre-release or build metadata. */
function normalized(text: string): string {
  const match = /^v?(\d+)(?:\.(\d+)(?:\.(\d+)(.*))?)?$/s.exec(text);
  if (!match) {
    return text;
  }
  const [, major, minor = '0', patch = '0', rest = ''] = match;
  const numbers = [major, minor, patch].map(part => String(BigInt(part)));
  return `${numbers.join('.')}${rest}`;
}

function read(text: string, normalize = false): Version {
  return converted(Version.parse(text, normalize), 'semver', text);
}

/** Versions. */
export function registerSemver(environment: Environment) {
  environment
    .registerType('kubernetes.Semver', { ctor: Version, fields: {} })
    .registerOperator(
      'kubernetes.Semver == kubernetes.Semver',
      (a: Version, b: Version) => a.equals(b),
    );
  define(environment, {
    'semver(string): kubernetes.Semver': (text: string) => read(text),
    'semver(string, bool): kubernetes.Semver': read,
    'isSemver(string): bool': (text: string) =>
      Version.parse(text) !== undefined,
    'isSemver(string, bool): bool': (text: string, normalize: boolean) =>
      Version.parse(text, normalize) !== undefined,
    'kubernetes.Semver.major(): int': ({ major }: Version) => BigInt(major),
    'kubernetes.Semver.minor(): int': ({ minor }: Version) => BigInt(minor),
    'kubernetes.Semver.patch(): int': ({ patch }: Version) => BigInt(patch),
    'kubernetes.Semver.compareTo(kubernetes.Semver): int': (
      a: Version,
      b: Version,
    ) => BigInt(a.compareTo(b)),
    'kubernetes.Semver.isLessThan(kubernetes.Semver): bool': (
      a: Version,
      b: Version,
    ) => a.compareTo(b) < 0,
    'kubernetes.Semver.isGreaterThan(kubernetes.Semver): bool': (
      a: Version,
      b: Version,
    ) => a.compareTo(b) > 0,
  });
}
