"""What a cluster is configured by is read by the Airflow that would run there."""

import pytest
from airflow.providers.cncf.kubernetes.get_provider_info import get_provider_info
from airflow.providers.cncf.kubernetes.pod_generator import PodGenerator
from cakupan.settings import PROJECT_ROOT

FOLDER = PROJECT_ROOT / "deploy" / "kubernetes"
SETTINGS = dict(line.split("=", 1) for line in (FOLDER / "airflow.env").read_text().splitlines() if line)


def test_airflow_reads_the_pod_for_a_task():
    pod = PodGenerator.deserialize_model_file(str(FOLDER / "pod-template.yaml"))

    (container,) = pod.spec.containers
    assert (container.name, container.image) == ("base", "cakupan")
    assert [mount.name for mount in container.volume_mounts] == ["home", "secrets"]
    assert pod.spec.volumes[1].secret.default_mode == 0o400


@pytest.mark.parametrize("name", [name for name in SETTINGS if "KUBERNETES_EXECUTOR__" in name])
def test_every_setting_is_one_that_the_provider_knows(name: str):
    options = get_provider_info()["config"]["kubernetes_executor"]["options"]

    assert name.removeprefix("AIRFLOW__KUBERNETES_EXECUTOR__").lower() in options
