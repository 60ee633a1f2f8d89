import type { Environment } from '@marcbachmann/cel-js';
import { registerComprehensions } from './comprehensions';
import { registerConversions } from './conversions';
import { registerFormats } from './formats';
import { registerLists } from './lists';
import { registerNetwork } from './network';
import { registerOptionals } from './optionals';
import { registerPatterns } from './patterns';
import { registerQuantity } from './quantity';
import { registerSemver } from './semver';
import { registerStrings } from './strings';
import { registerUrl } from './url';

export { replacementOf, withoutReplacements } from './define';

/**
 * Everything that Kubernetes adds to CEL in its own libraries, with the
 * semantics documented in https://kubernetes.io/docs/reference/using-api/cel/,
 * except `authorizer`: that is a check of its own.
 */
export function registerKubernetesFunctions(environment: Environment) {
  [
    registerComprehensions,
    registerConversions,
    registerOptionals,
    registerPatterns,
    registerStrings,
    registerFormats,
    registerLists,
    registerQuantity,
    registerNetwork,
    registerUrl,
    registerSemver,
  ].forEach(register => register(environment));
}
