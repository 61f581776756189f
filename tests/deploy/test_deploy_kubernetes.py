"""The example for Kubernetes: walled in, watched, and without a secret in it."""

import re
from pathlib import Path
from typing import Any

import yaml

from adapters.program.settings import ProgramSettings

ROOT = Path(__file__).parents[2]
PLACE = ROOT / "deploy/kubernetes/counterpoint.yaml"
KINDS = {
    "ServiceAccount": "v1",
    "StatefulSet": "apps/v1",
    "Service": "v1",
    "NetworkPolicy": "networking.k8s.io/v1",
    "PodDisruptionBudget": "policy/v1",
}


def objects() -> dict[str, Any]:
    found = list(yaml.safe_load_all(PLACE.read_text(encoding="utf-8")))
    assert len({one["kind"] for one in found}) == len(found)
    return {one["kind"]: one for one in found}


def pod() -> dict[str, Any]:
    return dict(objects()["StatefulSet"]["spec"]["template"]["spec"])


def container() -> dict[str, Any]:
    (only,) = pod()["containers"]
    return dict(only)


def environment() -> dict[str, str]:
    return {one["name"]: one["value"] for one in container()["env"] if "value" in one}


def test_every_object_is_of_a_version_that_there_is_and_belongs_to_the_program() -> None:
    assert {kind: one["apiVersion"] for kind, one in objects().items()} == KINDS
    for one in objects().values():
        assert one["metadata"]["labels"] == {"app": "counterpoint"}


def test_the_pod_is_nobody_and_may_nothing() -> None:
    walls = pod()["securityContext"]
    assert walls["runAsNonRoot"] is True
    assert min(walls["runAsUser"], walls["runAsGroup"], walls["fsGroup"]) >= 10_000
    assert walls["seccompProfile"] == {"type": "RuntimeDefault"}
    assert pod()["automountServiceAccountToken"] is False
    assert objects()["ServiceAccount"]["automountServiceAccountToken"] is False
    assert not {"hostNetwork", "hostPID", "hostIPC"} & set(pod())
    assert container()["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "privileged": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }


def test_it_writes_to_its_volume_and_to_a_small_folder_in_memory_alone() -> None:
    mounts = {one["name"]: one["mountPath"] for one in container()["volumeMounts"]}
    assert mounts == {"data": "/data", "tmp": "/tmp"}  # noqa: S108 - a path within the container
    (tmp,) = pod()["volumes"]
    assert set(tmp) == {"name", "emptyDir"}
    (claim,) = objects()["StatefulSet"]["spec"]["volumeClaimTemplates"]
    assert claim["metadata"]["name"] == "data"
    assert claim["spec"]["accessModes"] == ["ReadWriteOncePod"]
    assert environment()["COUNTERPOINT_DATA"] == mounts["data"]


def test_one_process_serves_it_at_a_time() -> None:
    assert objects()["StatefulSet"]["spec"]["replicas"] == 1


def test_no_secret_stands_in_it() -> None:
    for one in container()["env"]:
        if re.search(r"TOKEN|SECRET", one["name"]):
            assert set(one["valueFrom"]) == {"secretKeyRef"}
    assert "kind: Secret" not in PLACE.read_text(encoding="utf-8")


def test_it_is_probed_at_the_operators_port() -> None:
    (port,) = container()["ports"]
    assert str(port["containerPort"]) == environment()["COUNTERPOINT_OPERATOR_PORT"]
    paths = {name: container()[f"{name}Probe"]["httpGet"] for name in ("startup", "liveness", "readiness")}
    assert {name: one["path"] for name, one in paths.items()} == {
        "startup": "/healthz",
        "liveness": "/healthz",
        "readiness": "/readyz",
    }
    assert {one["port"] for one in paths.values()} == {port["name"]}


def test_its_settings_are_ones_that_the_program_takes() -> None:
    settings = ProgramSettings.read(environment(), data=Path("/data"))
    assert settings.operator is not None
    assert settings.grace < pod()["terminationGracePeriodSeconds"]


def test_it_has_limits() -> None:
    assert {"cpu", "memory", "ephemeral-storage"} <= set(container()["resources"]["limits"])
    assert {"cpu", "memory"} <= set(container()["resources"]["requests"])


def test_nobody_reaches_it_but_who_measures_and_it_reaches_no_private_network() -> None:
    policy = objects()["NetworkPolicy"]["spec"]
    labels = objects()["StatefulSet"]["spec"]["template"]["metadata"]["labels"]
    assert policy["podSelector"]["matchLabels"] == labels
    assert set(policy["policyTypes"]) == {"Ingress", "Egress"}
    (ingress,) = policy["ingress"]
    assert all("namespaceSelector" in one for one in ingress["from"])
    assert [one["port"] for one in ingress["ports"]] == [9464]
    blocks = [to["ipBlock"] for rule in policy["egress"] for to in rule["to"] if "ipBlock" in to]
    (block,) = blocks
    assert {"10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16"} <= set(block["except"])
