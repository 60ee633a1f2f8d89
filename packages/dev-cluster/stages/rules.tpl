{{- /* Goes before every template of a stage about pods. What a container does
on a simulated node is decided here, and only here:

  $unpullable  containers whose image cannot be pulled (images.yaml)
  $exitCodes   containers that end, with their exit code
  $told        the container that events are about: the first that has trouble
  $image       its image
  $bad         whether that image cannot be pulled
  $field       where it stands in the pod
  $restarts    how often it was restarted

The rules are explained in docs/dev-cluster.md. */ -}}
{{- $pod := . -}}
{{- $now := Now -}}
{{- $annotations := .metadata.annotations | default dict -}}
{{- $needs := index $annotations "kubernetes-academy.io/needs-memory" | default "0" -}}
{{- $crashing := index $annotations "kubernetes-academy.io/crashes" | default "" -}}
{{- $units := dict "" 1 "k" 1000 "Ki" 1024 "M" 1000000 "Mi" 1048576 "G" 1000000000 "Gi" 1073741824 -}}
{{- $needsBytes := mulf (regexFind "^[0-9.]+" $needs | default "0" | float64) (index $units (regexFind "[A-Za-z]*$" $needs) | default 1) -}}
{{- $unpullable := dict -}}
{{- $exitCodes := dict -}}
{{- range concat (.spec.initContainers | default list) .spec.containers -}}
  {{- if not (or (regexMatch `@LISTED@` .image) (not (or (regexMatch `@CLOSED@` .image) (regexMatch `@ABSENT@` .image)))) -}}
    {{- $_ := set $unpullable .name true -}}
  {{- end -}}
  {{- $words := concat (.command | default list) (.args | default list) -}}
  {{- $exit := regexFind "(^|[^a-z])exit [1-9][0-9]*" (join " " $words) -}}
  {{- $limit := "0" -}}
  {{- with .resources -}}{{- with .limits -}}{{- with .memory -}}{{- $limit = . -}}{{- end -}}{{- end -}}{{- end -}}
  {{- $limitBytes := mulf (regexFind "^[0-9.]+" $limit | default "0" | float64) (index $units (regexFind "[A-Za-z]*$" $limit) | default 1) -}}
  {{- if and (gt $limitBytes 0.0) (gt $needsBytes $limitBytes) -}}
    {{- $_ := set $exitCodes .name 137 -}}
  {{- else if $exit -}}
    {{- $_ := set $exitCodes .name (regexFind "[0-9]+$" $exit | int) -}}
  {{- else if or (has "crash" $words) (has "false" $words) (has "/bin/false" $words) (eq $crashing "true" .name) -}}
    {{- $_ := set $exitCodes .name 1 -}}
  {{- end -}}
{{- end -}}
{{- $told := (index .spec.containers 0).name -}}
{{- $image := (index .spec.containers 0).image -}}
{{- range concat (.spec.initContainers | default list) .spec.containers | reverse -}}
  {{- if or (hasKey $unpullable .name) (hasKey $exitCodes .name) -}}
    {{- $told = .name -}}
    {{- $image = .image -}}
  {{- end -}}
{{- end -}}
{{- $bad := hasKey $unpullable $told -}}
{{- $field := "spec.containers" -}}
{{- range .spec.initContainers -}}
  {{- if eq .name $told -}}{{- $field = "spec.initContainers" -}}{{- end -}}
{{- end -}}
{{- $restarts := 0 -}}
{{- range .status.containerStatuses -}}
  {{- if eq .name $told -}}{{- $restarts = .restartCount | int -}}{{- end -}}
{{- end -}}
