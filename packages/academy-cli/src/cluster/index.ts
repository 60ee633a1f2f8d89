export { checkCluster } from './checkCluster';
export { describeConfig } from './describeConfig';
export { formatFinding, isProblem, summarize } from './findings';
export type { Finding, FindingLevel } from './findings';
export { readTrainingManifests } from './manifests';
export { prepareCluster } from './prepareCluster';
export { writeAccess } from './writeAccess';
