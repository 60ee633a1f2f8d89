export const readiness = {
  'readiness.path': 'Readiness path',
  'readiness.group': 'Team',
  'readiness.noPathsTitle': 'No readiness path is configured',
  'readiness.noPathsText':
    'A platform engineer adds one under academy.readiness.paths in the configuration of the portal.',
  'readiness.noGroupsTitle': 'You belong to no team',
  'readiness.noGroupsText':
    'Readiness is shown by team. Teams come from the catalog; ask for your membership there.',
  'readiness.noPeopleTitle': 'This team has no members',
  'readiness.noPeopleText': 'Members are read from the catalog.',
  'readiness.ownRowOnly':
    'You see your own row only. Seeing a whole team takes the permission academy.readiness.read.',
  'readiness.validity': 'A completed unit counts for {{days}} days.',
  'readiness.summary': '{{ready}} of {{total}} people are ready',
  'readiness.tableLabel': '{{path}}: people and units',
  'readiness.person': 'Person',
  'readiness.overall': 'Overall',
  'readiness.ready': 'Ready',
  'readiness.notReady': 'Not ready',
  'readiness.state.done': 'Done',
  'readiness.state.expiring': 'Expires soon',
  'readiness.state.expired': 'Expired',
  'readiness.state.missing': 'Missing',
  'readiness.validUntil': 'until {{date}}',
  'readiness.expiredSince': 'since {{date}}',
} as const;
