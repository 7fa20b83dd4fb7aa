namespace Coaster.Kubelet.Events;

/// <summary>Hears what happens. Called from any thread; it neither waits nor throws.</summary>
public interface IKubeletEvents
{
    /// <summary>Something happened; what stays as it is, is told once.</summary>
    void Happened(KubeletEvent happened);
}
