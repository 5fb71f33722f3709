#!/bin/sh
# Deletes the programs of this namespace that nothing names any more. Needs kubectl; -n of the context.
set -eu
used=$(kubectl get pods,replicasets,controllerrevisions,jobs,cronjobs,deployments,statefulsets,daemonsets -o yaml)
for program in $(kubectl get configmaps -l cdk8s-prelude/program -o name); do
  case $used in *"${program#configmap/}"*) ;; *) kubectl delete "$program" ;; esac
done
