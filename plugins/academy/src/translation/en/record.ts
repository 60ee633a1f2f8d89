export const record = {
  'record.progressTitle': 'Units',
  'record.attemptsTitle': 'Attempts at labs and challenges',
  'record.emptyTitle': 'Nothing here yet',
  'record.emptyText':
    'What you read and the labs you run are listed here. Nobody has to start with the first unit.',
  'record.noAttempts': 'You have not started a lab or challenge yet.',
  'record.unit': 'Unit',
  'record.kind': 'Kind',
  'record.state': 'State',
  'record.completedAt': 'Completed',
  'record.cluster': 'Training cluster',
  'record.startedAt': 'Started',
  'record.endedAt': 'Ended',
  'record.hints': 'Hints',
  'record.assisted': 'with the solution',
} as const;
