export * from './checks';
export { parameterSchema, parametersSchema } from './parameters';
export { localizedTextSchema } from './primitives';
export {
  challengeSchema,
  courseSchema,
  hintSchema,
  labSchema,
  lessonSchema,
  moduleSchema,
  questionSchema,
  scenarioSchema,
  solutionStepSchema,
  taskSchema,
  unitSchema,
} from './schema';
export * from './types';
export { unitNeeds } from './unitNeeds';
