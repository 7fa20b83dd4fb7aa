using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Coaster.Posix;

/// <summary>A question to a program that listens on a socket of this machine (unix(7)): one write, then its answer to the end.</summary>
public static unsafe class LocalSocket
{
    private const int AF_UNIX = 1;
    private const int SOCK_STREAM = 1;
    private const int SOCK_NONBLOCK = 0x800;
    private const int SOCK_CLOEXEC = 0x80000;
    private const int MSG_NOSIGNAL = 0x4000;
    private const int ECONNREFUSED = 111;
    private const int ETIMEDOUT = 110;
    private const int MaxPath = 107;
    private const int PartBytes = 1 << 14;

    /// <summary>Sends the question and waits for the answer.</summary>
    /// <param name="path">The socket.</param>
    /// <param name="question">What is sent.</param>
    /// <param name="mostBytes">The most bytes to take.</param>
    /// <param name="limit">How long all of it may take.</param>
    /// <returns>The answer, or null when nobody listens.</returns>
    /// <exception cref="PosixException">The other side takes too long, says too much, or breaks off.</exception>
    public static byte[]? Ask(string path, ReadOnlySpan<byte> question, int mostBytes, TimeSpan limit)
    {
        var clock = Stopwatch.StartNew();
        using var socket = Connect(path);
        if (socket is null)
            return null;
        Send(socket, path, question, clock, limit);
        return Receive(socket, path, mostBytes, clock, limit);
    }

    private static Fd? Connect(string path)
    {
        var name = Encoding.UTF8.GetBytes(path);
        if (name.Length > MaxPath)
            throw new PosixException($"connect to {path}: the name is longer than {MaxPath} bytes", Errno.EINVAL);
        var number = Libc.socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
        var socket = number < 0 ? throw PosixException.Last("make a socket") : new Fd(number);
        // struct sockaddr_un: the family, then the path with its NUL.
        var address = stackalloc byte[sizeof(short) + MaxPath + 1];
        new Span<byte>(address, sizeof(short) + MaxPath + 1).Clear();
        *(short*)address = AF_UNIX;
        name.CopyTo(new Span<byte>(address + sizeof(short), MaxPath));
        if (Libc.connect(number, address, (uint)(sizeof(short) + name.Length + 1)) == 0)
            return socket;
        var error = PosixException.Last($"connect to {path}");
        socket.Dispose();
        return error.Errno is Errno.ENOENT or ECONNREFUSED ? null : throw error;
    }

    private static void Send(Fd socket, string path, ReadOnlySpan<byte> question, Stopwatch clock, TimeSpan limit)
    {
        fixed (byte* start = question)
            for (var sent = 0; sent < question.Length;)
            {
                var count = Libc.send(socket.Number, start + sent, (nuint)(question.Length - sent), MSG_NOSIGNAL);
                if (count >= 0)
                    sent += (int)count;
                else
                    AwaitAfter(Marshal.GetLastPInvokeError(), socket, PollFd.POLLOUT, path, clock, limit);
            }
    }

    private static byte[] Receive(Fd socket, string path, int mostBytes, Stopwatch clock, TimeSpan limit)
    {
        var answer = new MemoryStream();
        var part = stackalloc byte[PartBytes];
        for (long count; (count = Libc.recv(socket.Number, part, PartBytes, 0)) != 0;)
        {
            if (count < 0)
                AwaitAfter(Marshal.GetLastPInvokeError(), socket, PollFd.POLLIN, path, clock, limit);
            else if (answer.Length + count > mostBytes)
                throw new PosixException($"read from {path}: it says more than {mostBytes} bytes", Errno.EINVAL);
            else
                answer.Write(new ReadOnlySpan<byte>(part, (int)count));
        }

        return answer.ToArray();
    }

    /// <summary>Waits until the socket is ready; any other failure is one.</summary>
    private static void AwaitAfter(int errno, Fd socket, short events, string path, Stopwatch clock, TimeSpan limit)
    {
        if (errno is not (Errno.EAGAIN or Errno.EINTR))
            throw new PosixException($"talk to {path}", errno);
        var left = limit - clock.Elapsed;
        var poll = new PollFd { Fd = socket.Number, Events = events };
        if (left <= TimeSpan.Zero || Libc.poll(&poll, 1, (int)left.TotalMilliseconds + 1) == 0)
            throw new PosixException($"talk to {path}", ETIMEDOUT);
    }
}
