import { Environment } from '@marcbachmann/cel-js';
import { registerKubernetesFunctions } from './functions';
import { DEPTH_LIMIT, LITERAL_LIMIT, NODE_LIMIT } from './limits';

const kubernetesEnvironment = new Environment({
  enableOptionalTypes: true,
  // Objects are dynamic anyway; mixed literals are then no surprise.
  homogeneousAggregateLiterals: false,
  limits: {
    maxAstNodes: NODE_LIMIT,
    maxDepth: DEPTH_LIMIT,
    maxListElements: LITERAL_LIMIT,
    maxMapEntries: LITERAL_LIMIT,
  },
});
registerKubernetesFunctions(kubernetesEnvironment);

/** What an expression may refer to. */
export interface CelNames {
  /** Names whose types are only known when the expression is evaluated. */
  names: readonly string[];
  /** Names of texts. */
  texts?: readonly string[];
}

/**
 * The environment in which expressions know exactly these names.
 *
 * @throws Error if a name belongs to CEL itself or is there twice
 */
export function createEnvironment({ names, texts = [] }: CelNames) {
  const environment = kubernetesEnvironment.clone();
  const register = (name: string, type: string) => {
    if (environment.hasVariable(name)) {
      const owner = texts.includes(name) ? 'this kind of check' : 'CEL';
      throw new Error(
        `The name '${name}' belongs to ${owner}; choose another one`,
      );
    }
    environment.registerVariable(name, type);
  };
  texts.forEach(name => register(name, 'string'));
  names.forEach(name => register(name, 'dyn'));
  return environment;
}
