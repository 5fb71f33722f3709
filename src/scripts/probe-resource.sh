#!/bin/sh
# shellcheck disable=SC2016,SC2034,SC2154  # awk has $ of its own; variables of wait.sh and kube-api.sh
#
# probe-resource.sh: an object of Kubernetes is in a state, by the API server: resource://NAME/apis/GROUP/VERSION/RESOURCE
#
#   --until STATE       complete | available | rolled-out | ready | bound | established | condition=TYPE=STATUS | field=PATH=VALUE
#   --kind KIND         as people say it: job, deployment
#   --scope cluster     an object without a namespace; else it is in the namespace of the pod, or in that of the path
#
# The API server is asked after 1 s, and every 5 s in the end, from its cache (resourceVersion=0): what the cache shows as reached is asked again from
# what is stored. Exit code 2: the object is there, and so it is not waited for once it is gone.

reset_resource() {
  until='' kind='' scope='' longest=20 rarest=500
}

flag_resource() {
  case $1 in
    --until) until=$2 ;;
    --kind) kind=$2 ;;
    --scope) scope=$2 ;;
    *) return 1 ;;
  esac
}

probe_resource() {
  object=$kind/$host
  ask_object '?resourceVersion=0'
  case $state in
    ready*) ask_object '' ;;
  esac
  case $state in
    ready*) ready "$object: ${state#* }" ;;
    failed*) report lost "$object: ${state#* }" ;;
    gone) report lost "$object was there, and is gone" ;;
    absent) not_ready "$object is not there yet" ;;
    not*)
      not_ready "$object: ${state#* }" || :
      return 2
      ;;
    *) not_ready "$state" ;;
  esac
}

# Sets $state.
ask_object() {
  within=''
  case $scope$path in cluster* | */namespaces/*) ;; *) within=/namespaces/$(cat "$KUBE_ACCESS/namespace") ;; esac
  ask_api GET "${path%/*}$within/${path##*/}/$host$1"
  case $answer in
    200) state=$(judge) ;;
    404) if [ "$before" = 2 ]; then state=gone; else state=absent; fi ;;
    401) state='the API server does not take the token of the pod (401)' ;;
    403) state="the pod's ServiceAccount may not get $object: a Role is missing, or not there yet" ;;
    429) state='the API server is too busy (429)' ;;
    *) state="the API server cannot be asked: $found" ;;
  esac
}

# Reads the object as "path=value" lines, and says: ready TEXT | not TEXT | failed TEXT, which ends it (awk leaves END too by exit). Lines end at commas, so that a large object takes no long strings.
judge() {
  printf '%s\n' "$found" | tr ',' '\n' | awk -v until="$until" -v kind="$kind" '
    function is(name) { return (name in value) ? value[name] : "" }
    function count(name) { return (name in value) ? value[name] + 0 : 0 }
    function say(verdict, text) { print verdict " " text; exit }
    function put(text) {
      if (depth == 0) return
      if (wants == "key") { key[depth] = text; wants = ""; return }
      at = ""
      for (level = 1; level <= depth; level++) at = at (level > 1 ? "." : "") (list[level] ? item[level] : key[level])
      if (at ~ /^(kind$|metadata\.(generation|deletionTimestamp)|spec|status)/) value[at] = text
      wants = ""
    }
    function open(isList) { depth++; list[depth] = isList; item[depth] = 0; key[depth] = ""; wants = isList ? "" : "key" }
    function close_() { delete key[depth]; depth--; wants = "" }
    function unescape(text) {
      gsub(/\\n|\\r|\\t/, " ", text); gsub(/\\"/, "\"", text); gsub(/\\\//, "/", text)
      gsub(/\\u003c/, "<", text); gsub(/\\u003e/, ">", text); gsub(/\\u0026/, "\\&", text); gsub(/\\\\/, "\\", text)
      return text
    }
    function next_() { if (depth == 0) return; if (list[depth]) item[depth]++; else wants = "key" }
    {
      if (held != "") { text = held "," $0; held = "" }
      else { if (NR > 1) next_(); text = $0 }
      while (text != "") {
        if (match(text, /^[ \t:]+/)) { text = substr(text, RLENGTH + 1); continue }
        first = substr(text, 1, 1)
        if (first == "{" || first == "[") { open(first == "["); text = substr(text, 2) }
        else if (first == "}" || first == "]") { close_(); text = substr(text, 2) }
        else if (first == "\"") {
          if (!match(text, /^"([^"\\]|\\.)*"/)) { held = text; break }
          put(unescape(substr(text, 2, RLENGTH - 2))); text = substr(text, RLENGTH + 1)
        }
        else if (match(text, /^[-+.0-9A-Za-z]+/)) { put(substr(text, 1, RLENGTH)); text = substr(text, RLENGTH + 1) }
        else exit
      }
    }
    function condition(type,   index_) {
      for (index_ = 0; (("status.conditions." index_ ".type") in value); index_++)
        if (tolower(value["status.conditions." index_ ".type"]) == tolower(type)) return "status.conditions." index_
      return ""
    }
    function isTrue(type,   at_) { at_ = condition(type); return at_ != "" && is(at_ ".status") == "True" }
    function why(type,   at_) { at_ = condition(type); return is(at_ ".reason") (is(at_ ".message") == "" ? "" : ": " is(at_ ".message")) }
    function unseen(seen) {
      if (seen == "" || seen + 0 >= count("metadata.generation")) return
      say("not", "its controller has not seen the last change yet")
    }
    function conditionIs(type, status,   at_) {
      at_ = condition(type)
      if (at_ == "") say("not", "has no condition " type " yet")
      unseen(((at_ ".observedGeneration") in value) ? is(at_ ".observedGeneration") : is("status.observedGeneration"))
      if (tolower(is(at_ ".status")) == tolower(status)) say("ready", type " is " is(at_ ".status"))
      say("not", type " is " is(at_ ".status") (why(type) == "" ? "" : " (" why(type) ")"))
    }
    function progress(want, have, name) { if (have < want) say("not", have " of " want " " name) }
    function replicas() { return ("spec.replicas" in value) ? count("spec.replicas") : 1 }
    END {
      if (depth != 0 || !("kind" in value)) { print "the answer of the API server is not whole"; exit }
      if ("metadata.deletionTimestamp" in value) say("not", "is being deleted")
      else if (until == "complete") {
        if (isTrue("Complete")) say("ready", "complete")
        else if (isTrue("Failed")) say("failed", "has failed: " why("Failed"))
        else if (isTrue("FailureTarget")) say("failed", "has failed: " why("FailureTarget"))
        else if (is("spec.suspend") == "true") say("not", "is suspended")
        else say("not", count("status.succeeded") " of " (("spec.completions" in value) ? count("spec.completions") : 1) " succeeded, " count("status.active") " active, " count("status.failed") " failed")
      }
      else if (until == "available") {
        if (replicas() == 0) say("not", "is scaled to 0")
        else if (condition("Available") == "" && is("status.observedGeneration") == "") say("not", "its controller has not seen it yet")
        else conditionIs("Available", "True")
      }
      else if (until == "rolled-out") rolledOut()
      else if (until == "ready") {
        if (is("status.phase") == "Failed" || is("status.phase") == "Succeeded") say("failed", "has ended: " is("status.phase") (is("status.reason") == "" ? "" : ", " is("status.reason")))
        else conditionIs("Ready", "True")
      }
      else if (until == "bound") {
        if (is("status.phase") == "Bound") say("ready", "bound")
        else if (is("status.phase") == "Lost") say("failed", "has lost its volume")
        else say("not", "is " (is("status.phase") == "" ? "new" : is("status.phase")))
      }
      else if (until == "established") {
        if (condition("NamesAccepted") != "" && !isTrue("NamesAccepted")) say("not", "its names are not accepted: " why("NamesAccepted"))
        else conditionIs("Established", "True")
      }
      else if (until ~ /^condition=/) { split(until, part, "="); conditionIs(part[2], part[3]) }
      else if (until ~ /^field=/) {
        rest = substr(until, 7); cut = index(rest, "="); name = substr(rest, 1, cut - 1); wanted = substr(rest, cut + 1)
        unseen(is("status.observedGeneration"))
        if (!(name in value)) say("not", "has no " name " yet")
        else if (value[name] == wanted) say("ready", name " is " wanted)
        else say("not", name " is " value[name])
      }
    }
    function rolledOut(   want, partition) {
      if (is("status.observedGeneration") == "") say("not", "its controller has not seen it yet")
      unseen(is("status.observedGeneration"))
      if (kind == "daemonset") {
        if (is("spec.updateStrategy.type") == "OnDelete") say("failed", "its pods are replaced by hand (OnDelete): no rollout ends")
        want = count("status.desiredNumberScheduled")
        progress(want, count("status.updatedNumberScheduled"), "pods are updated")
        progress(want, count("status.numberAvailable"), "pods are available")
      } else if (kind == "statefulset") {
        if (is("spec.updateStrategy.type") == "OnDelete") say("failed", "its pods are replaced by hand (OnDelete): no rollout ends")
        partition = count("spec.updateStrategy.rollingUpdate.partition")
        progress(replicas() - partition, count("status.updatedReplicas"), "pods are updated")
        progress(replicas(), count("status.availableReplicas"), "pods are available")
        if (partition == 0 && is("status.currentRevision") != is("status.updateRevision")) say("not", "pods of the last revision are there")
      } else {
        if (condition("Progressing") != "" && is(condition("Progressing") ".reason") == "ProgressDeadlineExceeded") say("failed", "has not rolled out: " why("Progressing"))
        else if (is("spec.paused") == "true") say("not", "is paused")
        progress(replicas(), count("status.updatedReplicas"), "pods are updated")
        if (count("status.replicas") > count("status.updatedReplicas")) say("not", (count("status.replicas") - count("status.updatedReplicas")) " pods of the last revision are there")
        progress(count("status.updatedReplicas"), count("status.availableReplicas"), "pods are available")
        if (count("status.terminatingReplicas") > 0) say("not", count("status.terminatingReplicas") " pods are ending")
      }
      say("ready", "rolled out")
    }'
}
