import {
  coreServices,
  createServiceFactory,
  type RootLoggerService,
} from '@backstage/backend-plugin-api';
import { inspect } from 'node:util';

/** Keeps every line that a backend logs, with all that belongs to it. */
export class LogCollector implements RootLoggerService {
  readonly lines: string[];
  readonly #meta: object;

  constructor(lines: string[] = [], meta: object = {}) {
    this.lines = lines;
    this.#meta = meta;
  }

  /** Makes it the logger of a backend. */
  get factory() {
    return createServiceFactory({
      service: coreServices.rootLogger,
      deps: {},
      factory: () => this,
    });
  }

  error(message: string, meta?: object) {
    this.#add('error', message, meta);
  }

  warn(message: string, meta?: object) {
    this.#add('warn', message, meta);
  }

  info(message: string, meta?: object) {
    this.#add('info', message, meta);
  }

  debug(message: string, meta?: object) {
    this.#add('debug', message, meta);
  }

  child(meta: object): LogCollector {
    return new LogCollector(this.lines, { ...this.#meta, ...meta });
  }

  #add(level: string, message: string, meta: object = {}) {
    // Errors as they are written out: with their causes and fields.
    const fields = inspect({ ...this.#meta, ...meta }, { depth: 10 });
    this.lines.push(`${level} ${message} ${fields}`);
  }
}
