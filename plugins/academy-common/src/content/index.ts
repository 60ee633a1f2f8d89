export {
  assertionSchema,
  bindingSchema,
  challengeSchema,
  checkSchema,
  courseSchema,
  hintSchema,
  labSchema,
  lessonSchema,
  localizedTextSchema,
  moduleSchema,
  nestedBindingSchema,
  questionSchema,
  scenarioSchema,
  solutionStepSchema,
  taskSchema,
  unitSchema,
} from './schema';
export * from './types';
export { unitNeeds } from './unitNeeds';
