import type { ObjectSource, ObjectSubscription } from '../check/types';

/**
 * Objects of a sandbox and, where a kind says so, of its nested control plane,
 * which is not touched while no kind does.
 */
export function routeKinds(
  sandbox: ObjectSource,
  nested: () => ObjectSource,
): ObjectSource {
  return {
    subscribe(kinds, onChange) {
      const insideKinds = kinds.filter(kind => kind.nested);
      const outside = sandbox.subscribe(
        kinds.filter(kind => !kind.nested),
        onChange,
      );
      const inside: ObjectSubscription | undefined =
        insideKinds.length > 0
          ? nested().subscribe(insideKinds, onChange)
          : undefined;
      return {
        read: kind =>
          kind.nested && inside ? inside.read(kind) : outside.read(kind),
        confirm: async confirmed => {
          await Promise.all([
            outside.confirm?.(confirmed.filter(kind => !kind.nested)),
            inside?.confirm?.(confirmed.filter(kind => kind.nested)),
          ]);
        },
        stop: () => {
          outside.stop();
          inside?.stop();
        },
      };
    },
  };
}
