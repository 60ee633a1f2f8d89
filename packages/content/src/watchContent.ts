import type { Content } from '@kubernetes-academy/backstage-plugin-academy-common';
import { watch } from 'chokidar';
import { loadContent, type LoadContentOptions } from './loadContent';

/** Editors write a file in several steps: loading waits until they are done. */
const QUIET_MS = 150;

/** What is watched, and who is told. The folder need not exist yet. @public */
export interface WatchContentOptions extends LoadContentOptions {
  /**
   * Called with everything newly loaded: once when the watch is established,
   * so that nothing changed since an earlier load is missed, and after every change.
   */
  onContent(content: Content): void;
  /** The folder can no longer be watched or read. */
  onError?(error: Error): void;
}

/**
 * Watches the lessons folder and loads it again after changes, never twice at
 * the same time. Resolves once the watch is established.
 *
 * @public
 */
export async function watchContent(
  options: WatchContentOptions,
): Promise<{ close(): Promise<void> }> {
  const { root, examples, onContent, onError } = options;
  let closed = false;
  let timer: NodeJS.Timeout | undefined;
  let loading: Promise<void> = Promise.resolve();

  const reload = () => {
    loading = loading.then(async () => {
      if (closed) {
        return;
      }
      try {
        const content = await loadContent({ root, examples });
        if (!closed) {
          onContent(content);
        }
      } catch (error) {
        onError?.(error as Error);
      }
    });
  };

  const watcher = watch(root, { ignoreInitial: true, followSymlinks: false });
  watcher.on('all', () => {
    clearTimeout(timer);
    timer = setTimeout(reload, QUIET_MS);
  });
  watcher.on('error', error => onError?.(error));
  await new Promise<void>(resolve => {
    watcher.on('ready', resolve);
  });
  reload();

  return {
    async close() {
      closed = true;
      clearTimeout(timer);
      await watcher.close();
      await loading;
    },
  };
}
